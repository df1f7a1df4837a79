#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/formats.h"

#include <string>

namespace ui::models {

/// From one midnight of the reporting zone to the next: 23 or 25 hours where the clocks change.
[[nodiscard]] core::ports::TimeRange zonedDay(core::TimePoint within, const Formats& formats);

/// The days of a range, each cut at the midnights of the reporting zone, whatever its clocks did in between.
/// CostHistory::days() itself knows one offset from UTC only.
[[nodiscard]] core::Result<std::vector<core::ports::DayCost>> zonedDays(const core::ports::CostHistory& costs,
    const core::ports::TimeRange& range, const std::string& taskId, const Formats& formats);

/// The report of a range with such days.
[[nodiscard]] core::Result<core::ports::CostReport> zonedReport(const core::ports::CostHistory& costs,
    const core::ports::TimeRange& range, const std::string& taskId, const Formats& formats);

} // namespace ui::models
