#pragma once

#include "core/domain/policy.h"
#include "core/domain/query_record.h"
#include "core/domain/tier.h"

#include <span>
#include <string>
#include <vector>

namespace core::routing {

struct PlanOptions {
    /// Skip a tier whose expected cost of being tried exceeds what its expected acceptance saves.
    bool skipsUnprofitableTiers = true;
    /// Send queries unlike anything seen straight to the last tier.
    bool escalatesNovelQueries = true;
};

/// The tiers to try, in order; the last tier is the final one unless a budget forbids it. Only tiers that hold a
/// threshold for the task can accept, so only those are tried before it.
///
/// With c_k the expected cost of tier k, a_k its expected acceptance and C the expected cost of the last tier, trying
/// k pays when c_k < a_k C. The rule looks at no other tier's threshold, so that changing one tier's threshold leaves
/// the traffic that the others were calibrated on as it was. `prediction.tiers` must carry the expected costs; unknown
/// (NaN) values never justify a skip.
///
/// `policy.limits` bind after that. Latency: the expected latencies of the plan's tiers may sum up to the limit; tiers
/// before the last whose trial saves least go first, the last one stays even where it alone takes longer. Cost: the
/// plan's expected cost (planCostUsd) may be up to the limit; a plan that does not fit ends with the dearest tier that
/// does, or with the cheapest of all, and that tier's answer is sent whatever its score: no certificate covers it.
[[nodiscard]] std::vector<std::string> planRoute(const domain::RoutePrediction& prediction,
    std::span<const domain::Tier> tiersByRank, const domain::TaskPolicy& policy, const PlanOptions& options = {});

/// Expected cost of a plan: each tier's cost times the probability that the ones before it do not meet the target.
/// Unknown costs count as 0, unknown probabilities as 0.
[[nodiscard]] double planCostUsd(const domain::RoutePrediction& prediction, std::span<const std::string> plan);

/// The score that is compared with the threshold: the answer's own confidence where the model gives one, otherwise
/// the router's probability that this tier meets the target. NaN when neither is known.
[[nodiscard]] double acceptanceScore(
    double answerConfidence, const domain::RoutePrediction& prediction, const std::string& tierId);

} // namespace core::routing
