#pragma once

#include "core/base/clock.h"
#include "core/domain/rate_limits.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::providers {

/// How an endpoint has been doing since its client was made.
struct EndpointHealth {
    bool isCircuitOpen = false;
    int callsInFlight = 0;
    std::uint64_t answers = 0;
    std::uint64_t failures = 0; ///< outages; cancelled calls and refused requests are none
    domain::RateLimits rateLimits;
    std::optional<double> p50Ms; ///< until the answer's header, of the newest answers; absent: none yet
    std::optional<double> p95Ms;
    std::string lastError; ///< empty: none so far
    core::TimePoint lastErrorAt{};
};

} // namespace core::providers
