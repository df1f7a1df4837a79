#include "core/engine/cascade.h"

#include "core/routing/route_planner.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace core::engine {

namespace {

const domain::Tier* tierOf(const ServingState& state, const std::string& tierId)
{
    const auto tier = std::find_if(state.tiersByRank.begin(), state.tiersByRank.end(),
        [&](const domain::Tier& candidate) { return candidate.id == tierId; });
    return tier == state.tiersByRank.end() ? nullptr : &*tier;
}

domain::Attempt failedAttempt(const std::string& tierId, std::string reason)
{
    domain::Attempt attempt;
    attempt.tierId = tierId;
    attempt.result = domain::AttemptResult::Failed;
    attempt.errorText = std::move(reason);
    return attempt;
}

domain::Attempt answeredAttempt(const CascadeInput& input, const domain::Tier& tier, ports::ModelAnswer answer, bool isLast)
{
    domain::Attempt attempt;
    attempt.tierId = tier.id;
    attempt.model = answer.model;
    attempt.usage = answer.usage;
    attempt.priceVersionId = tier.priceVersionId;
    attempt.cost = domain::costOf(answer.usage, tier.prices);
    attempt.latencyMs = answer.latencyMs;
    attempt.quality = input.judge(answer.text);
    const double score = routing::acceptanceScore(answer.confidence, input.prediction, tier.id);
    if (!std::isnan(score)) {
        attempt.score = score;
    }
    const auto threshold = input.task.policy.thresholds.find(tier.id);
    if (!isLast && threshold != input.task.policy.thresholds.end()) {
        attempt.threshold = threshold->second;
    }
    const bool isAccepted = isLast || (attempt.threshold && attempt.score && *attempt.score >= *attempt.threshold);
    attempt.result = isAccepted ? domain::AttemptResult::Accepted : domain::AttemptResult::Escalated;
    attempt.answer = std::move(answer.text);
    return attempt;
}

domain::Attempt tryTier(const CascadeInput& input, const std::string& tierId, bool isLast, double& modelWallMs)
{
    const domain::Tier* tier = tierOf(input.state, tierId);
    const auto client = input.state.clients.find(tierId);
    if (tier == nullptr || client == input.state.clients.end()) {
        return failedAttempt(tierId, "tier '" + tierId + "' is not connected");
    }
    const auto start = std::chrono::steady_clock::now();
    Result<ports::ModelAnswer> answer = client->second->complete(input.request);
    modelWallMs += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (!answer) {
        return failedAttempt(tierId, answer.error().message);
    }
    return answeredAttempt(input, *tier, std::move(*answer), isLast);
}

} // namespace

CascadeOutcome runCascade(const CascadeInput& input)
{
    CascadeOutcome outcome;
    for (const std::string& tierId : input.plan) {
        const bool isLast = tierId == input.plan.back();
        outcome.attempts.push_back(tryTier(input, tierId, isLast, outcome.modelWallMs));
        if (outcome.attempts.back().result == domain::AttemptResult::Accepted) {
            break;
        }
    }
    return outcome;
}

} // namespace core::engine
