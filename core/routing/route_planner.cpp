#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::routing {

namespace {

const domain::TierPrediction* predictionOf(const domain::RoutePrediction& prediction, const std::string& tierId)
{
    const auto found = std::find_if(prediction.tiers.begin(), prediction.tiers.end(),
        [&](const domain::TierPrediction& tier) { return tier.tierId == tierId; });
    return found == prediction.tiers.end() ? nullptr : &*found;
}

} // namespace

std::vector<std::string> planRoute(const domain::RoutePrediction& prediction,
    std::span<const domain::Tier> tiersByRank, const domain::TaskPolicy& policy, const PlanOptions& options)
{
    if (tiersByRank.empty()) {
        return {};
    }
    std::vector<std::string> reversed{tiersByRank.back().id};
    if (prediction.isNovel && options.escalatesNovelQueries) {
        return reversed;
    }
    const domain::TierPrediction* last = predictionOf(prediction, tiersByRank.back().id);
    double costOfRest = last != nullptr ? last->expectedCostUsd : std::numeric_limits<double>::quiet_NaN();
    for (auto tier = tiersByRank.rbegin() + 1; tier != tiersByRank.rend(); ++tier) {
        if (!policy.thresholds.contains(tier->id)) {
            continue;
        }
        const domain::TierPrediction* expected = predictionOf(prediction, tier->id);
        const double acceptance
            = expected != nullptr ? expected->meetsTargetProbability : std::numeric_limits<double>::quiet_NaN();
        const double cost
            = expected != nullptr ? expected->expectedCostUsd : std::numeric_limits<double>::quiet_NaN();
        if (options.skipsUnprofitableTiers && cost >= acceptance * costOfRest) { // false when any of them is NaN
            continue;
        }
        reversed.push_back(tier->id);
        costOfRest = cost + (1.0 - acceptance) * costOfRest;
    }
    return {reversed.rbegin(), reversed.rend()};
}

double acceptanceScore(double answerConfidence, const domain::RoutePrediction& prediction, const std::string& tierId)
{
    if (!std::isnan(answerConfidence)) {
        return answerConfidence;
    }
    const domain::TierPrediction* expected = predictionOf(prediction, tierId);
    return expected != nullptr ? expected->meetsTargetProbability : std::numeric_limits<double>::quiet_NaN();
}

} // namespace core::routing
