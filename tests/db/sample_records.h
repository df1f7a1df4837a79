#pragma once

#include "core/base/rng.h"
#include "core/base/uuid.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <array>
#include <cstdint>
#include <string>

/// Plausible traffic for storage tests: tasks, tiers, prices, escalations, judgements; the same for a seed.
namespace sample {

inline constexpr std::array<const char*, 3> kTasks{"cs_intent", "fin_ner", "legal_risk"};
inline constexpr std::array<const char*, 3> kTiers{"student", "small", "large"};

inline core::TimePoint noon()
{
    return core::fromMicroseconds(1'790'000'000'000'000);
}

inline core::domain::Attempt attempt(core::Rng& rng, std::size_t tier, core::domain::AttemptResult result)
{
    core::domain::Attempt attempt;
    attempt.tierId = kTiers[tier];
    attempt.model = std::string(kTiers[tier]) + "-model";
    attempt.result = result;
    attempt.usage
        = {20 + static_cast<std::int64_t>(rng.below(200)), 5 + static_cast<std::int64_t>(rng.below(50))};
    attempt.priceVersionId = std::string("price-") + kTiers[tier];
    attempt.cost = core::domain::Money{(attempt.usage.promptTokens * 7 + attempt.usage.completionTokens * 31)
        * (tier == 0 ? 1 : 100 * static_cast<std::int64_t>(tier))};
    attempt.latencyMs = (tier == 0 ? 0.3 : 150.0 * static_cast<double>(tier)) * (0.5 + rng.uniform());
    attempt.score = rng.uniform();
    if (tier < 2) {
        attempt.threshold = 0.6;
    }
    attempt.answer = "label_" + std::to_string(rng.below(70));
    return attempt;
}

/// The `sequence`-th query, at `at`.
inline core::domain::QueryRecord query(std::uint64_t seed, std::uint64_t sequence, core::TimePoint at)
{
    core::Rng rng(core::mixSeed(seed, sequence));
    core::domain::QueryRecord record;
    record.id = core::makeUuidV7(at, seed, sequence);
    record.at = at;
    record.taskId = kTasks[rng.below(kTasks.size())];
    record.clientKeyId = rng.chance(0.3) ? "key-" + std::to_string(rng.below(3)) : std::string();
    record.endUserId = rng.chance(0.2) ? "user-" + std::to_string(rng.below(20)) : std::string();
    record.source = "test";
    record.text = "please cancel card number w" + std::to_string(rng.below(500)) + " of account v"
        + std::to_string(sequence);
    record.textHash = "hash-" + std::to_string(sequence);
    record.split = core::domain::DataSplit::Calibration;
    record.isSimulated = rng.chance(0.5);
    record.policyVersionId = "policy-1";
    record.routerVersion = "router-1";
    record.prediction.difficulty = rng.uniform();
    record.prediction.isNovel = rng.chance(0.1);
    for (const char* tier : kTiers) {
        record.prediction.tiers.push_back(
            {tier, rng.uniform(), rng.uniform(), rng.uniform() * 1e-4, rng.uniform() * 500});
    }
    const std::size_t answering = rng.below(kTiers.size());
    for (std::size_t tier = 0; tier <= answering; ++tier) {
        const bool isLast = tier == answering;
        record.attempts.push_back(attempt(rng, tier,
            isLast ? core::domain::AttemptResult::Accepted : core::domain::AttemptResult::Escalated));
    }
    if (rng.chance(0.02)) {
        record.attempts.back().result = core::domain::AttemptResult::Failed;
        record.attempts.back().cost.reset();
        record.attempts.back().errorText = "timed out";
    }
    record.scope = core::domain::CertificateScope::Certified;
    record.lastTierCost = core::domain::Money{static_cast<std::int64_t>(rng.below(1'000'000))};
    record.isLastTierCostKnown = rng.chance(0.9);
    record.isLastTierCostEstimated = record.isLastTierCostKnown && rng.chance(0.7);
    record.overheadMs = rng.uniform();
    for (const core::domain::Attempt& made : record.attempts) {
        record.latencyMs += made.latencyMs;
    }
    record.auditProbability = 0.25;
    record.isAuditSelected = rng.chance(0.25);
    return record;
}

inline core::domain::Outcome outcome(
    const core::domain::QueryRecord& record, core::TimePoint at, double quality = 1.0)
{
    core::domain::Outcome outcome;
    outcome.queryId = record.id;
    outcome.at = at;
    outcome.source = core::domain::LabelSource::Human;
    outcome.judge = "operator";
    outcome.quality = quality;
    outcome.meetsTarget = quality >= 0.5;
    outcome.samplingProbability = record.auditProbability;
    return outcome;
}

} // namespace sample
