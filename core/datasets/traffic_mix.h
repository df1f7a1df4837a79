#pragma once

#include "core/base/clock.h"

#include <span>
#include <string_view>

namespace core::datasets {

struct TaskWeight {
    std::string_view taskId;
    double share = 0;
};

/// Shares of the six tasks in demo traffic; they add up to 1.
[[nodiscard]] std::span<const TaskWeight> trafficMix();

/// Demo traffic at a time relative to its average: office hours (UTC) against nights and weekends.
/// Continuous, with a mean of 1 over every week.
[[nodiscard]] double relativeRate(TimePoint time);

} // namespace core::datasets
