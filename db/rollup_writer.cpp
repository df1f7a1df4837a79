#include "db/rollup_writer.h"

#include "core/domain/latency_histogram.h"

#include <string>
#include <utility>

namespace db {

namespace {

RollupBuckets widened(const RollupBuckets& narrow, std::int64_t width)
{
    RollupBuckets wide;
    for (const auto& [key, sums] : narrow) {
        wide[{bucketStart(key.startUs, width), key.task, key.member}] += sums;
    }
    return wide;
}

/// The stored histogram with the new latencies in it.
Blob mergedLatency(const std::optional<std::string>& stored, const std::vector<double>& latencies)
{
    core::domain::LatencyHistogram histogram;
    static_cast<void>(
        histogram.mergeEncoded(stored.value_or(std::string()))); // damaged bytes are found by doctor
    for (const double latency : latencies) {
        histogram.add(latency);
    }
    return Blob{histogram.encoded()};
}

} // namespace

RollupWriter::RollupWriter(Connection& connection)
    : m_traffic(connection, kTrafficTable)
    , m_tiers(connection, kTierTable)
    , m_keys(connection, kKeyTable)
{
}

void RollupWriter::write(const RollupBatch& batch, std::int64_t tenSecondsFromUs)
{
    m_traffic.writeLevels(batch.traffic(), tenSecondsFromUs);
    m_tiers.writeLevels(batch.tiers(), tenSecondsFromUs);
    m_keys.writeLevels(batch.keys(), tenSecondsFromUs);
}

RollupWriter::TableWriter::TableWriter(Connection& connection, const RollupTable& rollups)
    : table(rollups)
    , selectLatency(
          connection, "SELECT latency FROM " + std::string(rollups.name) + " WHERE " + rollups.keyCondition())
    , upsert(connection, rollups.upsertSql())
{
}

void RollupWriter::TableWriter::writeLevels(RollupBuckets buckets, std::int64_t tenSecondsFromUs)
{
    for (const std::int64_t width : kRollupWidths) {
        if (width == kRollupWidths.front()) {
            writeLevel(width, RollupBuckets(buckets.lower_bound({tenSecondsFromUs, 0, 0}), buckets.end()));
            continue;
        }
        buckets = widened(buckets, width);
        writeLevel(width, buckets);
    }
}

void RollupWriter::TableWriter::writeLevel(std::int64_t width, const RollupBuckets& buckets)
{
    for (const auto& [key, sums] : buckets) {
        addKey(selectLatency, width, key);
        const Blob latency = mergedLatency(selectLatency.fetchBytes(), sums.latencies);
        addKey(upsert, width, key);
        for (std::size_t i = 0; i < table.counts.size(); ++i) {
            upsert.add(sums.counts[i]);
        }
        for (std::size_t i = 0; i < table.weights.size(); ++i) {
            upsert.add(sums.weights[i]);
        }
        upsert.add(latency);
        upsert.execute();
    }
}

void RollupWriter::TableWriter::addKey(
    BulkStatement& statement, std::int64_t width, const RollupKey& key) const
{
    statement.add(width);
    statement.add(key.startUs);
    statement.add(key.task);
    if (!table.memberColumn.empty()) {
        statement.add(key.member);
    }
}

} // namespace db
