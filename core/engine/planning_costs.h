#pragma once

#include "core/routing/cost_expectation.h"

#include <map>
#include <memory>
#include <string>

namespace core::engine {

/// Mean tokens and latencies by tier that a router plans with. They are kept with the router's artefact, so
/// that a policy version alone decides about every plan, today and after it was reverted to.
using PlanningCosts = std::map<std::string, routing::CostExpectation::Observed>; // by tier id

/// The `metricsJson` of a router artefact.
[[nodiscard]] std::string toJson(const PlanningCosts& costs);

/// Null when the artefact carries none, as those of earlier versions.
[[nodiscard]] std::shared_ptr<const routing::CostExpectation> planningCostsFrom(
    const std::string& taskId, const std::string& metricsJson);

} // namespace core::engine
