#include "generated_queries.h"

#include <string>

namespace bench {

using core::domain::AttemptResult;
using core::domain::QueryRecord;

namespace {

std::string sentence(core::Rng& rng)
{
    // Zipf-like words: few are everywhere, most are rare.
    std::string text;
    for (int i = 0; i < 14; ++i) {
        const double u = rng.uniform();
        text += (i == 0 ? "w" : " w") + std::to_string(static_cast<int>(50'000 * u * u * u * u));
    }
    return text;
}

} // namespace

QueryRecord makeQuery(core::Rng& rng)
{
    QueryRecord record;
    record.taskId = kTasks[rng.below(kTasks.size())];
    record.clientKeyId = "key-" + std::to_string(rng.below(4));
    record.endUserId = rng.chance(0.1) ? "user-" + std::to_string(rng.below(5000)) : std::string();
    record.source = "bench";
    record.text = sentence(rng);
    record.textHash = std::string(64, 'a');
    record.policyVersionId = "0123456789ab";
    record.routerVersion = "router-cs_intent-01234567";
    for (const char* tier : kTiers) {
        record.prediction.tiers.push_back(
            {tier, rng.uniform(), rng.uniform(), rng.uniform() * 1e-4, rng.uniform() * 900});
    }
    const double draw = rng.uniform();
    const std::size_t answering = draw < 0.75 ? 0 : (draw < 0.9 ? 1 : (draw < 0.97 ? 2 : 3));
    for (std::size_t tier = 0; tier <= answering; ++tier) {
        core::domain::Attempt attempt;
        attempt.tierId = kTiers[tier];
        attempt.model = kTiers[tier];
        attempt.result = tier == answering ? AttemptResult::Accepted : AttemptResult::Escalated;
        attempt.usage
            = {40 + static_cast<std::int64_t>(rng.below(60)), 3 + static_cast<std::int64_t>(rng.below(9))};
        attempt.priceVersionId = "litellm-2026-11-01";
        attempt.cost = core::domain::Money{static_cast<std::int64_t>(rng.below(1000) * (tier * 300 + 1))};
        attempt.latencyMs = 0.2 + 400.0 * static_cast<double>(tier) * (0.5 + rng.uniform());
        attempt.score = rng.uniform();
        attempt.threshold = 0.7;
        attempt.answer = "label_" + std::to_string(rng.below(77));
        record.latencyMs += attempt.latencyMs;
        record.attempts.push_back(std::move(attempt));
    }
    record.lastTierCost = core::domain::Money{900'000 + static_cast<std::int64_t>(rng.below(1000))};
    record.isLastTierCostKnown = true;
    record.isLastTierCostEstimated = answering < 3;
    record.overheadMs = 0.3;
    record.auditProbability = 0.02;
    return record;
}

} // namespace bench
