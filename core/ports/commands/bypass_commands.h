#pragma once

#include "core/base/clock.h"

#include <optional>
#include <string>

namespace core::ports {

/// Everything to the last tier, whatever router and thresholds say. In force from the next query on.
struct SetBypass {
    std::string taskId; ///< empty: all tasks
    std::optional<TimePoint> until; ///< absent: lifts the bypass
    std::string reason;

    bool operator==(const SetBypass&) const = default;
};

/// A bypass in force.
struct BypassState {
    std::string taskId; ///< empty: all tasks
    TimePoint until{};
    std::string reason;

    bool operator==(const BypassState&) const = default;
};

} // namespace core::ports
