#pragma once

#include "core/ports/loop_store.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

[[nodiscard]] QString wordOf(core::domain::Verdict verdict);
[[nodiscard]] QString wordOf(core::domain::LoopOutcome outcome);
[[nodiscard]] QString wordOf(core::domain::LoopStage stage);

/// How each iteration of each task ended, with what was predicted and what came of it.
class LoopDecisionModel final : public RowTableModel<core::ports::DecisionReport> {
    Q_OBJECT
public:
    explicit LoopDecisionModel(QObject* parent = nullptr);
    void setReport(const core::ports::LoopReport& report, const Catalogue& catalogue, const Formats& formats);

private:
    Catalogue m_catalogue;
    Formats m_formats;
};

/// Champion against challenger, metric by metric.
class GateModel final : public RowTableModel<core::domain::GateMetric> {
    Q_OBJECT
public:
    explicit GateModel(QObject* parent = nullptr);
    void setMetrics(std::vector<core::domain::GateMetric> metrics, const Formats& formats);

private:
    Formats m_formats;
};

} // namespace ui::models
