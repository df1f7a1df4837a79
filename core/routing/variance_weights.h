#pragma once

#include "core/routing/sparse_ridge.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace core::routing {

/// Weights each row by 1 / variance of the differences between its tiers' qualities, as a fit of their mean and one of
/// their square expect it (feasible weighted least squares; Carroll and Ruppert, 1988). No variance counts for less than
/// `leastVariance`; the sum of the weights stays. Nothing changes for one output.
void weighByVariance(std::vector<RidgeRow>& rows, std::size_t features, std::size_t outputs,
    const RidgeOptions& options, double leastVariance, const std::function<bool()>& isStopped = {});

} // namespace core::routing
