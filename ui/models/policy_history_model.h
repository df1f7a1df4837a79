#pragma once

#include "core/domain/policy_diff.h"
#include "core/ports/history.h"
#include "core/ports/policy_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// One version as the history lists it.
struct PolicyVersionRow {
    core::domain::PolicyVersion version;
    std::vector<core::domain::PolicyDifference> changes; ///< against the version before it
    bool isActive = false;
    bool isBroken = false; ///< its hash or its link does not fit
};

/// Newest first.
[[nodiscard]] std::vector<PolicyVersionRow> versionRows(const core::ports::PolicyHistory::Chain& chain);

/// Tasks that the changes concern, each once, in the order of the changes.
[[nodiscard]] std::vector<std::string> tasksOf(const std::vector<core::domain::PolicyDifference>& changes);

class PolicyHistoryModel final : public RowTableModel<PolicyVersionRow> {
    Q_OBJECT
public:
    explicit PolicyHistoryModel(QObject* parent = nullptr);
    void update(std::vector<PolicyVersionRow> rows, const Catalogue& catalogue, const Formats& formats,
        core::TimePoint now);

private:
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

/// Differences between two versions, one a line, in words.
class PolicyDiffModel final : public RowTableModel<core::domain::PolicyDifference> {
    Q_OBJECT
public:
    explicit PolicyDiffModel(QObject* parent = nullptr);
    void update(std::vector<core::domain::PolicyDifference> differences, const Catalogue& catalogue,
        const Formats& formats);

private:
    Catalogue m_catalogue;
    Formats m_formats;
};

/// What a difference is about: "Risk level α", "Threshold of Student".
[[nodiscard]] QString fieldInWords(
    const core::domain::PolicyDifference& difference, const Catalogue& catalogue);
/// A value of a difference as people read it; "none" where there is none.
[[nodiscard]] QString valueInWords(core::domain::PolicyField field,
    const core::domain::PolicyDifference::Value& value, const Formats& formats);

/// One measure of a version's effect on a task: what the preview said, and what came of it.
struct EffectRow {
    QString measure;
    QString before; ///< measured on the range before the version
    QString predicted; ///< with its band; a dash where no preview was kept
    QString realised; ///< measured since, with its interval where it has one
    QString beforeInterval; ///< of a share, else empty
};

/// `before` and `since` are the task's totals of the range before the version and of its time in force.
[[nodiscard]] std::vector<EffectRow> effectRows(const core::ports::TrafficTotals& before,
    const core::ports::TrafficTotals& since, const core::ports::PredictedEffect* predicted,
    const Formats& formats);

class EffectModel final : public RowTableModel<EffectRow> {
    Q_OBJECT
public:
    explicit EffectModel(QObject* parent = nullptr);
};

} // namespace ui::models
