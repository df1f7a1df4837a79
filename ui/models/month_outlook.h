#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/formats.h"
#include "ui/models/spend_forecast.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace ui::models {

/// The calendar month under way: what it cost so far, what it will cost, and what it may cost.
struct MonthOutlook {
    core::domain::Money soFar; ///< traffic and what was spent beside it
    core::domain::Money beside; ///< the second of these alone
    std::optional<SpendForecast> forecast;
    std::optional<core::domain::Money> budget;
    double shareElapsed = 0; ///< of the month, in [0, 1]
};

/// The forecast goes on with what is spent in step with the traffic; what somebody started counts as it is. `days` are
/// those of zonedDays() and reach back at least to the first of the month that holds `end`.
[[nodiscard]] MonthOutlook monthOutlook(const std::vector<core::ports::DayCost>& days, core::TimePoint end,
    const std::optional<core::domain::Money>& budget, const Formats& formats);

/// "Spent $4.20 of $10.00; $9.10 expected by the end of the month, within budget." as far as it is known.
[[nodiscard]] QString outlookSentence(const MonthOutlook& month, const Formats& formats);

} // namespace ui::models
