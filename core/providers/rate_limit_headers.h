#pragma once

#include "core/domain/rate_limits.h"
#include "core/providers/upstream_exchange.h"

#include <chrono>
#include <optional>

namespace core::providers {

/// How long a server asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(
    const UpstreamHeaders& headers, std::chrono::system_clock::time_point now);

/// Takes over what an answer's `x-ratelimit-*` headers say; what they leave out stays as an earlier answer said it.
void noteRateLimits(domain::RateLimits& limits, const UpstreamHeaders& headers);

/// After an answer with status 429.
void noteRefusal(domain::RateLimits& limits, const UpstreamHeaders& headers, TimePoint now);

} // namespace core::providers
