#pragma once

#include "core/ports/history.h"
#include "ui/models/formats.h"

#include <QAbstractItemModel>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace ui::models {

/// Where exported figures come from; stands in lines that begin with '#' at the head of a file.
struct Provenance {
    QString subject;
    QString policyVersion;
    core::ports::TimeRange range;
    QString taskName; ///< empty: all tasks
    bool isSimulated = false;
};

/// RFC 4180: quoted when needed, and never something that a spreadsheet would run as a formula.
[[nodiscard]] QString csvField(const QString& text);
[[nodiscard]] QString csvLine(const QStringList& fields);
/// Exact and the same in every language; empty for what is absent or no number.
[[nodiscard]] QString numberField(const std::optional<double>& value);
[[nodiscard]] QString boolField(bool value);
[[nodiscard]] QStringList provenanceLines(const Provenance& provenance, const Formats& formats);
/// The provenance as lines of a file's head, each ended.
[[nodiscard]] QString csvHead(const Provenance& provenance, const Formats& formats);
/// Every row as the table shows it, below its headers.
[[nodiscard]] QString csvOf(const QAbstractItemModel& model);
/// Tab-separated, for the clipboard; only the given rows, all when empty.
[[nodiscard]] QString tsvOf(const QAbstractItemModel& model, const std::vector<int>& rows);

} // namespace ui::models
