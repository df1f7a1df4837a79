#pragma once

#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/ports/console_service.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

[[nodiscard]] QString wordOf(core::domain::TierProvider provider);
[[nodiscard]] QString wordOf(core::domain::TaskKind kind);
[[nodiscard]] QString wordOf(core::domain::AnswerMetric metric);
[[nodiscard]] QString wordOf(core::domain::StreamingMode mode);
/// What it means for the guarantee.
[[nodiscard]] QString meaningOf(core::domain::StreamingMode mode);

/// Tiers in the order of the cascade, with the prices in force.
class TierModel final : public RowTableModel<core::domain::Tier> {
    Q_OBJECT
public:
    explicit TierModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats);

private:
    Catalogue m_catalogue;
    Formats m_formats;
};

struct TaskRow {
    core::domain::Task task;
    core::ports::StudentState student;
    core::ports::TaskStreaming streaming;
};

/// Tasks with how their streamed answers are sent, and with their student, if one serves.
class TaskModel final : public RowTableModel<TaskRow> {
    Q_OBJECT
public:
    explicit TaskModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats);

private:
    Formats m_formats;
};

} // namespace ui::models
