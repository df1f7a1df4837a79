#pragma once

#include "core/base/clock.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace core::domain {

inline constexpr std::string_view kBypassReference = "bypass ";

/// Reference of the marker that an operator's bypass leaves behind, by which its time is known when it is over. Absent: the
/// bypass was lifted.
[[nodiscard]] inline std::string bypassReference(std::optional<TimePoint> until)
{
    return std::string(kBypassReference) + std::to_string(toMicroseconds(until.value_or(TimePoint{})));
}

/// Until when the bypass of a marker was to last; the epoch for one that was lifted. Absent: the marker is of something else.
[[nodiscard]] inline std::optional<TimePoint> bypassEnd(std::string_view reference)
{
    if (!reference.starts_with(kBypassReference)) {
        return std::nullopt;
    }
    const std::string_view digits = reference.substr(kBypassReference.size());
    std::int64_t microseconds = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), microseconds);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(fromMicroseconds(microseconds))
                                                                        : std::nullopt;
}

} // namespace core::domain
