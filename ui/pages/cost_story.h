#pragma once

#include "core/ports/cost_history.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/month_outlook.h"
#include "ui/models/overview_tiles.h"

#include <optional>
#include <string>
#include <vector>

namespace ui::pages {

/// Spend, saved, cost of a thousand requests, month so far, month's forecast: always these five, in this
/// order.
[[nodiscard]] std::vector<models::TileContent> costTiles(
    const core::ports::CostReport& report, const models::MonthOutlook& month, const models::Formats& formats);

/// What was spent beside the traffic of the report's range.
[[nodiscard]] core::domain::Money besideOf(const core::ports::CostReport& report);

/// From what the last tier alone would have cost to what was spent, by task.
[[nodiscard]] std::vector<charts::WaterfallStep> savingSteps(const core::ports::CostReport& report,
    const models::Catalogue& catalogue, const models::Formats& formats);

/// The task of a line of savingSteps(); nothing for the totals.
[[nodiscard]] std::optional<std::string> savingTaskAt(const core::ports::CostReport& report, int step);

/// The lines of changeSteps(), in order.
enum class ChangePart { Before, Volume, TaskMix, Routing, Escalation, Tokens, Price, After };
[[nodiscard]] ChangePart changePartAt(int step);

/// From the spend of the range before to this one's, by cause.
[[nodiscard]] std::vector<charts::WaterfallStep> changeSteps(const core::ports::CostReport& report,
    const models::Catalogue& catalogue, const models::Formats& formats);

/// The requests that show a cause best: those of the task that has grown, of the tier that answers more or costs another
/// price, the escalated ones, the dearest first.
struct ShownRequests {
    core::ports::RequestFilter filter;
    core::ports::RequestOrder order;
};
[[nodiscard]] ShownRequests requestsOf(ChangePart part, const core::ports::CostReport& report);

/// Whether both sides of the ledger hold the same money, in a sentence.
struct Reconciliation {
    bool isEqual = true;
    QString sentence;
};
[[nodiscard]] Reconciliation reconcile(const core::ports::CostReport& report, const models::Formats& formats);

} // namespace ui::pages
