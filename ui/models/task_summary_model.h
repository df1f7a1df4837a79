#pragma once

#include "core/ports/history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <optional>

namespace ui::models {

struct TaskSummaryRow {
    core::ports::TaskSummary summary;
    QString name;
    std::optional<double> answerFloor;
    std::optional<double> leastMet; ///< share of answers that should meet it: one minus the risk level
    QString servedBy; ///< who answers: share of the cheapest tier in words
};

/// Fewer answers meet the target than should, by more than chance (95%) allows.
[[nodiscard]] bool isUnderTarget(const TaskSummaryRow& row);

/// Per-task lines of the Overview.
class TaskSummaryModel final : public RowTableModel<TaskSummaryRow> {
    Q_OBJECT
public:
    enum Column { MeanQuality = 6, Target = 7 };

    explicit TaskSummaryModel(QObject* parent = nullptr);

    void setOverview(
        const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats);

private:
    Formats m_formats;
};

/// Every task of the catalogue, in its order, then tasks that only the history knows.
[[nodiscard]] std::vector<TaskSummaryRow> taskSummaryRows(
    const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats);

} // namespace ui::models
