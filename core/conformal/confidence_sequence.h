#pragma once

#include "core/conformal/binomial_bounds.h"

#include <cstdint>

namespace core::conformal {

/// Interval for a failure rate that holds at all times at once with probability 1 - delta, however often it
/// is looked at: the rates p at which the likelihood ratio, mixed over a Beta(1/2, 1/2) prior, stays below 1
/// / delta (Robbins 1970; Ville's inequality). [0, 1] for n = 0.
[[nodiscard]] Interval confidenceSequence(std::int64_t failures, std::int64_t n, double delta);

} // namespace core::conformal
