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

/// False only when the expected saving is known and does not cover the expected cost.
bool mayPay(const domain::RoutePrediction& prediction, const std::string& tierId, const std::string& lastTierId)
{
    const domain::TierPrediction* tier = predictionOf(prediction, tierId);
    const domain::TierPrediction* last = predictionOf(prediction, lastTierId);
    if (tier == nullptr || last == nullptr) {
        return true;
    }
    return !(tier->expectedCostUsd >= tier->meetsTargetProbability * last->expectedCostUsd);
}

} // namespace

std::vector<std::string> planRoute(const domain::RoutePrediction& prediction,
    std::span<const domain::Tier> tiersByRank, const domain::TaskPolicy& policy, const PlanOptions& options)
{
    std::vector<std::string> plan;
    if (tiersByRank.empty()) {
        return plan;
    }
    const domain::Tier& last = tiersByRank.back();
    const bool goesStraightUp = prediction.isNovel && options.escalatesNovelQueries;
    for (const domain::Tier& tier : tiersByRank.first(goesStraightUp ? 0 : tiersByRank.size() - 1)) {
        const bool isTried = policy.thresholds.contains(tier.id)
            && (!options.skipsUnprofitableTiers || mayPay(prediction, tier.id, last.id));
        if (isTried) {
            plan.push_back(tier.id);
        }
    }
    plan.push_back(last.id);
    return plan;
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
