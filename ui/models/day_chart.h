#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/chart_data.h"

#include <vector>

namespace ui::models {

/// Spend a day by tier, with what the last tier alone would have cost. A day that is not over at `now` is
/// left out, as it would look like a fall; a day without traffic is zero.
[[nodiscard]] ChartData dayChart(
    const std::vector<core::ports::DayCost>& days, core::TimePoint now, const Catalogue& catalogue);

} // namespace ui::models
