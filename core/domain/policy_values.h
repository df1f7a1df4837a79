#pragma once

#include "core/domain/policy.h"

#include <cmath>
#include <optional>

namespace core::domain {

/// A value that went through a percentage and back is still the same: 1 - 0.9 is 0.1 but for the last bit.
inline constexpr double kSameValue = 1e-9;

[[nodiscard]] inline bool isSameValue(double a, double b)
{
    return std::abs(a - b) < kSameValue;
}

[[nodiscard]] inline bool isSameValue(const std::optional<double>& a, const std::optional<double>& b)
{
    return a.has_value() == b.has_value() && (!a || isSameValue(*a, *b));
}

[[nodiscard]] inline bool areSameLimits(const RouteLimits& a, const RouteLimits& b)
{
    return isSameValue(a.latencyMs, b.latencyMs) && isSameValue(a.costUsd, b.costUsd);
}

} // namespace core::domain
