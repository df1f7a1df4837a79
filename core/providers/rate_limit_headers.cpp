#include "core/providers/rate_limit_headers.h"

#include "core/providers/http_date.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace core::providers {

using std::chrono::milliseconds;

namespace {

/// The number that a header consists of; nothing for anything else, a negative one included.
template <typename Number>
std::optional<Number> numberIn(const UpstreamHeaders& headers, std::string_view name)
{
    const auto value = headers[{name.data(), name.size()}];
    const char* const end = value.data() + value.size();
    Number parsed = 0;
    const auto read = std::from_chars(value.data(), end, parsed);
    return !value.empty() && read.ec == std::errc() && read.ptr == end && parsed >= 0 ? std::optional(parsed)
                                                                                        : std::nullopt;
}

void note(std::optional<std::int64_t>& known, const UpstreamHeaders& headers, std::string_view name)
{
    if (const auto said = numberIn<std::int64_t>(headers, name); said) {
        known = said;
    }
}

} // namespace

std::optional<milliseconds> retryAfter(const UpstreamHeaders& headers, std::chrono::system_clock::time_point now)
{
    if (const std::optional<double> ms = numberIn<double>(headers, "retry-after-ms"); ms) {
        return milliseconds(static_cast<std::int64_t>(std::min(*ms, 1e8)));
    }
    const std::optional<double> seconds = numberIn<double>(headers, "retry-after");
    if (seconds) {
        return milliseconds(static_cast<std::int64_t>(std::min(*seconds, 1e5) * 1000));
    }
    const auto value = headers["retry-after"];
    const std::optional<std::chrono::sys_seconds> date = parseHttpDate(std::string(value.data(), value.size()));
    return date ? std::optional(std::max(std::chrono::ceil<milliseconds>(*date - now), milliseconds(0))) : std::nullopt;
}

void noteRateLimits(domain::RateLimits& limits, const UpstreamHeaders& headers)
{
    note(limits.requestLimit, headers, "x-ratelimit-limit-requests");
    note(limits.requestsLeft, headers, "x-ratelimit-remaining-requests");
    note(limits.tokenLimit, headers, "x-ratelimit-limit-tokens");
    note(limits.tokensLeft, headers, "x-ratelimit-remaining-tokens");
}

void noteRefusal(domain::RateLimits& limits, const UpstreamHeaders& headers, TimePoint now)
{
    ++limits.refusals;
    const std::optional<milliseconds> wait = retryAfter(headers, now);
    limits.retryAt = wait ? now + *wait : TimePoint{};
}

} // namespace core::providers
