#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <optional>

namespace core::domain {

/// How much a model server lets this client ask, as the headers of its newest answers say; absent: it did not say.
struct RateLimits {
    std::optional<std::int64_t> requestLimit;
    std::optional<std::int64_t> requestsLeft;
    std::optional<std::int64_t> tokenLimit;
    std::optional<std::int64_t> tokensLeft;
    std::uint64_t refusals = 0; ///< answers with status 429
    TimePoint retryAt{}; ///< until when the newest of them asked to wait; the epoch: it did not say

    bool operator==(const RateLimits&) const = default;
};

} // namespace core::domain
