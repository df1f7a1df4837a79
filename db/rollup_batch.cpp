#include "db/rollup_batch.h"

namespace db {

namespace {

TrafficCount judgedColumn(core::domain::LabelSource source)
{
    switch (source) {
    case core::domain::LabelSource::Human:
        return kJudgedHuman;
    case core::domain::LabelSource::Client:
        return kJudgedClient;
    case core::domain::LabelSource::ReferenceTier:
        return kJudgedReferenceTier;
    case core::domain::LabelSource::Reference:
        return kJudgedReference;
    }
    return kJudgedHuman;
}

} // namespace

void RollupBatch::addQuery(const core::domain::QueryRecord& record, const QueryNames& names)
{
    const std::int64_t start = bucketStart(core::toMicroseconds(record.at), kRollupWidths.front());
    const bool isCostKnown = record.isCostKnown();
    const std::int64_t spend = record.knownCost().nanoUsd;
    const std::int64_t lastTier = record.isLastTierCostKnown ? record.lastTierCost.nanoUsd : 0;

    RollupSums& traffic = m_traffic[{start, names.task, 0}];
    traffic.counts[kQueries] += 1;
    traffic.counts[kAttempts] += static_cast<std::int64_t>(record.attempts.size());
    traffic.counts[kEscalated] += record.escalations() > 0 ? 1 : 0;
    traffic.counts[kUnanswered] += record.accepted() == nullptr ? 1 : 0;
    traffic.counts[kSimulated] += record.isSimulated ? 1 : 0;
    traffic.counts[kSpend] += spend;
    traffic.counts[kUnknownCost] += isCostKnown ? 0 : 1;
    traffic.counts[kLastTier] += lastTier;
    traffic.counts[kEstimatedLastTier]
        += record.isLastTierCostKnown && record.isLastTierCostEstimated ? 1 : 0;
    traffic.counts[kUnknownLastTier] += record.isLastTierCostKnown ? 0 : 1;
    traffic.latencies.push_back(record.latencyMs);

    for (std::size_t i = 0; i < record.attempts.size(); ++i) {
        const core::domain::Attempt& attempt = record.attempts[i];
        RollupSums& tier = m_tiers[{start, names.task, names.tiers[i]}];
        tier.counts[kTierQueries] += &attempt == record.accepted() ? 1 : 0;
        tier.counts[kTierAttempts] += 1;
        tier.counts[kTierSpend] += attempt.cost ? attempt.cost->nanoUsd : 0;
        tier.counts[kTierUnknownCost]
            += attempt.cost || attempt.result == core::domain::AttemptResult::Failed ? 0 : 1;
        tier.counts[kTierPromptTokens] += attempt.usage.promptTokens;
        tier.counts[kTierCompletionTokens] += attempt.usage.completionTokens;
        tier.latencies.push_back(attempt.latencyMs);
    }
    if (names.clientKey != 0) {
        RollupSums& key = m_keys[{start, names.task, names.clientKey}];
        key.counts[kKeyQueries] += 1;
        key.counts[kKeyAttempts] += static_cast<std::int64_t>(record.attempts.size());
        key.counts[kKeySpend] += spend;
        key.counts[kKeyUnknownCost] += isCostKnown ? 0 : 1;
        key.counts[kKeyLastTier] += lastTier;
        key.latencies.push_back(record.latencyMs);
    }
}

void RollupBatch::addJudgement(
    core::TimePoint at, std::int64_t task, const core::domain::Outcome& outcome, int sign)
{
    const double weight = sign / outcome.samplingProbability.value_or(1.0);
    RollupSums& traffic = m_traffic[{bucketStart(core::toMicroseconds(at), kRollupWidths.front()), task, 0}];
    traffic.counts[judgedColumn(outcome.source)] += sign;
    traffic.weights[kJudgedWeight] += weight;
    traffic.weights[kJudgedMet] += outcome.meetsTarget ? weight : 0.0;
    traffic.weights[kJudgedQuality] += outcome.quality * weight;
}

} // namespace db
