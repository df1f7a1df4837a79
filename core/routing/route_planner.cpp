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

double knownOr0(double value)
{
    return std::isnan(value) ? 0.0 : value;
}

/// Expected saving of trying a tier before the last one.
double savingOf(const domain::RoutePrediction& prediction, const std::string& tierId, const std::string& lastTierId)
{
    const domain::TierPrediction* tier = predictionOf(prediction, tierId);
    const domain::TierPrediction* last = predictionOf(prediction, lastTierId);
    return tier == nullptr || last == nullptr
        ? 0.0
        : knownOr0(tier->meetsTargetProbability) * knownOr0(last->expectedCostUsd) - knownOr0(tier->expectedCostUsd);
}

void dropLeastSaving(const domain::RoutePrediction& prediction, std::vector<std::string>& plan)
{
    const std::string last = plan.back();
    plan.erase(std::min_element(plan.begin(), plan.end() - 1, [&](const std::string& a, const std::string& b) {
        return savingOf(prediction, a, last) < savingOf(prediction, b, last);
    }));
}

double planLatencyMs(const domain::RoutePrediction& prediction, const std::vector<std::string>& plan)
{
    double sum = 0;
    for (const std::string& tierId : plan) {
        const domain::TierPrediction* tier = predictionOf(prediction, tierId);
        sum += tier == nullptr ? 0.0 : knownOr0(tier->expectedLatencyMs);
    }
    return sum;
}

void keepWithinLatency(const domain::RoutePrediction& prediction, double limitMs, std::vector<std::string>& plan)
{
    while (plan.size() > 1 && planLatencyMs(prediction, plan) > limitMs) {
        dropLeastSaving(prediction, plan);
    }
}

/// The dearest tier below the last whose price is known and within the limit; the first one where none is.
std::string affordableTier(
    const domain::RoutePrediction& prediction, std::span<const domain::Tier> tiersByRank, double limitUsd)
{
    for (std::size_t i = tiersByRank.size(); i-- > 0;) {
        const domain::TierPrediction* tier = predictionOf(prediction, tiersByRank[i].id);
        if (tier != nullptr && tier->expectedCostUsd <= limitUsd) {
            return tiersByRank[i].id;
        }
    }
    return tiersByRank.front().id;
}

void keepWithinCost(const domain::RoutePrediction& prediction, std::span<const domain::Tier> tiersByRank,
    double limitUsd, std::vector<std::string>& plan)
{
    if (planCostUsd(prediction, plan) <= limitUsd) {
        return;
    }
    const std::string final = affordableTier(prediction, tiersByRank, limitUsd);
    const auto rankOf = [&](const std::string& tierId) {
        return std::find_if(tiersByRank.begin(), tiersByRank.end(),
            [&](const domain::Tier& tier) { return tier.id == tierId; });
    };
    std::erase_if(plan, [&](const std::string& tierId) { return rankOf(tierId) >= rankOf(final); });
    plan.push_back(final);
    while (plan.size() > 1 && planCostUsd(prediction, plan) > limitUsd) {
        plan.erase(plan.end() - 2); // the dearest trial
    }
}

} // namespace

double planCostUsd(const domain::RoutePrediction& prediction, std::span<const std::string> plan)
{
    double cost = 0;
    double reached = 1;
    for (const std::string& tierId : plan) {
        if (const domain::TierPrediction* tier = predictionOf(prediction, tierId); tier != nullptr) {
            cost += reached * knownOr0(tier->expectedCostUsd);
            reached *= 1 - knownOr0(tier->meetsTargetProbability);
        }
    }
    return cost;
}

std::vector<std::string> planRoute(const domain::RoutePrediction& prediction,
    std::span<const domain::Tier> tiersByRank, const domain::TaskPolicy& policy, const PlanOptions& options)
{
    std::vector<std::string> plan;
    if (tiersByRank.empty()) {
        return plan;
    }
    const domain::Tier& last = tiersByRank.back();
    const bool isLimited = policy.limits.latencyMs || policy.limits.costUsd;
    const bool goesStraightUp = prediction.isNovel && options.escalatesNovelQueries;
    for (const domain::Tier& tier : tiersByRank.first(goesStraightUp ? 0 : tiersByRank.size() - 1)) {
        const bool isTried = (isLimited || policy.thresholds.contains(tier.id))
            && (!options.skipsUnprofitableTiers || mayPay(prediction, tier.id, last.id));
        if (isTried) {
            plan.push_back(tier.id);
        }
    }
    plan.push_back(last.id);
    if (policy.limits.latencyMs) {
        keepWithinLatency(prediction, *policy.limits.latencyMs, plan);
    }
    if (policy.limits.costUsd) {
        keepWithinCost(prediction, tiersByRank, *policy.limits.costUsd, plan);
    }
    if (isLimited) { // as certified: limits see every tier, then those without a threshold go
        const std::string end = plan.back();
        std::erase_if(plan, [&](const std::string& id) { return id != end && !policy.thresholds.contains(id); });
    }
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
