#include "db/rollup_batch.h"

#include "core/domain/latency_histogram.h"

#include <string>

namespace db {

namespace {

using core::domain::LatencyHistogram;
using Buckets = std::map<RollupKey, RollupSums>;

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

int bindKey(QSqlQuery& statement, const RollupTable& table, std::int64_t width, const RollupKey& key)
{
    int position = 0;
    statement.bindValue(position++, toVariant(width));
    statement.bindValue(position++, toVariant(key.startUs));
    statement.bindValue(position++, toVariant(key.task));
    if (!table.memberColumn.empty()) {
        statement.bindValue(position++, toVariant(key.member));
    }
    return position;
}

/// The stored histogram of the bucket with the new latencies in it.
Blob mergedLatency(Connection& connection, QSqlQuery& select, const RollupTable& table, std::int64_t width,
    const RollupKey& key, const std::vector<double>& latencies)
{
    LatencyHistogram histogram;
    bindKey(select, table, width, key);
    if (Rows rows = connection.start(select); rows.next()) {
        static_cast<void>(histogram.mergeEncoded(rows.bytes(0))); // damaged bytes are found by doctor
    }
    for (const double latency : latencies) {
        histogram.add(latency);
    }
    return Blob{histogram.encoded()};
}

void writeLevel(Connection& connection, const RollupTable& table, std::int64_t width, const Buckets& buckets)
{
    QSqlQuery& select = connection.prepared(
        "SELECT latency FROM " + std::string(table.name) + " WHERE " + table.keyCondition());
    QSqlQuery& upsert = connection.prepared(table.upsertSql());
    for (const auto& [key, sums] : buckets) {
        const Blob latency = mergedLatency(connection, select, table, width, key, sums.latencies);
        int position = bindKey(upsert, table, width, key);
        for (std::size_t i = 0; i < table.counts.size(); ++i) {
            upsert.bindValue(position++, toVariant(sums.counts[i]));
        }
        for (std::size_t i = 0; i < table.weights.size(); ++i) {
            upsert.bindValue(position++, toVariant(sums.weights[i]));
        }
        upsert.bindValue(position, toVariant(latency));
        connection.start(upsert);
    }
}

Buckets widened(const Buckets& narrow, std::int64_t width)
{
    Buckets wide;
    for (const auto& [key, sums] : narrow) {
        wide[{bucketStart(key.startUs, width), key.task, key.member}] += sums;
    }
    return wide;
}

void writeLevels(
    Connection& connection, const RollupTable& table, Buckets buckets, std::int64_t tenSecondsFromUs)
{
    for (const std::int64_t width : kRollupWidths) {
        if (width != kRollupWidths.front()) {
            buckets = widened(buckets, width);
            writeLevel(connection, table, width, buckets);
            continue;
        }
        Buckets recent(buckets.lower_bound({tenSecondsFromUs, 0, 0}), buckets.end());
        writeLevel(connection, table, width, recent);
    }
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

void RollupBatch::write(Connection& connection, std::int64_t tenSecondsFromUs) const
{
    writeLevels(connection, kTrafficTable, m_traffic, tenSecondsFromUs);
    writeLevels(connection, kTierTable, m_tiers, tenSecondsFromUs);
    writeLevels(connection, kKeyTable, m_keys, tenSecondsFromUs);
}

} // namespace db
