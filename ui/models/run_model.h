#pragma once

#include "core/domain/run.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

[[nodiscard]] QString wordOf(core::domain::RunKind kind);
[[nodiscard]] QString wordOf(core::domain::RunState state);

/// Runs of the snapshot, newest first.
class RunModel final : public RowTableModel<core::domain::Run> {
    Q_OBJECT
public:
    enum Column { Work, Task, State, Progress, Stage, Started, Duration };

    explicit RunModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now);

private:
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

} // namespace ui::models
