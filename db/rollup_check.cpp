#include "db/rollup_check.h"

#include "db/rollup_table.h"
#include "db/rollup_writer.h"
#include "db/row_key.h"
#include "db/row_sums.h"

#include "core/domain/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace db {

namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;
constexpr std::int64_t kDaySeconds = 86400;

/// Weights are sums of 1/p in any order.
bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-6 * std::max({1.0, std::abs(a), std::abs(b)});
}

core::domain::LatencyHistogram histogramOf(const std::vector<double>& latencies)
{
    core::domain::LatencyHistogram histogram;
    for (const double latency : latencies) {
        histogram.add(latency);
    }
    return histogram;
}

bool matches(const RollupTable& table, const Rows& stored, const RollupSums& expected)
{
    int column = 2;
    for (std::size_t i = 0; i < table.counts.size(); ++i) {
        if (stored.integer(column++) != expected.counts[i]) {
            return false;
        }
    }
    for (std::size_t i = 0; i < table.weights.size(); ++i) {
        if (!isNear(stored.real(column++), expected.weights[i])) {
            return false;
        }
    }
    core::domain::LatencyHistogram latency;
    return latency.mergeEncoded(stored.bytes(column)) && latency == histogramOf(expected.latencies);
}

RollupBuckets widened(const RollupBuckets& narrow, std::int64_t width)
{
    RollupBuckets wide;
    for (const auto& [key, sums] : narrow) {
        wide[{bucketStart(key.startUs, width), key.task, key.member}] += sums;
    }
    return wide;
}

std::int64_t tenSecondsFrom(Connection& connection)
{
    Rows rows = connection.query("SELECT ten_seconds_from_us FROM rollup_state WHERE id = 1");
    return rows.next() ? rows.integer(0) : 0;
}

/// True when the stored buckets of one table, width, day and task are exactly `expected`.
bool levelMatches(Connection& connection, const RollupTable& table, std::int64_t width, std::int64_t dayUs,
    std::int64_t task, RollupBuckets expected)
{
    const std::string member(table.memberColumn.empty() ? "0" : table.memberColumn);
    Rows rows = connection.query("SELECT start_us, " + member + ", " + columnList(table) + ", latency FROM "
            + std::string(table.name) + " WHERE width_s = ? AND start_us >= ? AND start_us < ? AND task = ?",
        width, dayUs, dayUs + kDayUs, task);
    while (rows.next()) {
        const auto found = expected.find({rows.integer(0), task, rows.integer(1)});
        if (found == expected.end() || !matches(table, rows, found->second)) {
            return false;
        }
        expected.erase(found);
    }
    return expected.empty();
}

/// Name and width of the first level that differs; empty when all agree.
std::string firstDifference(
    Connection& connection, std::int64_t dayUs, std::int64_t task, std::int64_t tenSecondsUs)
{
    RowSumsQuery query{dayUs, dayUs + kDayUs, kRollupWidths.front(), task};
    query.withKeys = true;
    const RowSums sums = sumRows(connection, query);
    for (const auto& [table, rows] : {std::pair(&kTrafficTable, &sums.traffic),
             std::pair(&kTierTable, &sums.tiers), std::pair(&kKeyTable, &sums.keys)}) {
        for (const std::int64_t width : kRollupWidths) {
            RollupBuckets expected = widened(*rows, width);
            if (width == kRollupWidths.front()) {
                std::erase_if(
                    expected, [&](const auto& bucket) { return bucket.first.startUs < tenSecondsUs; });
            }
            if (!levelMatches(connection, *table, width, dayUs, task, std::move(expected))) {
                return std::string(table->name) + " of " + std::to_string(width) + " s";
            }
        }
    }
    return {};
}

std::set<std::pair<std::int64_t, std::int64_t>> daysAndTasks(Connection& connection)
{
    std::set<std::pair<std::int64_t, std::int64_t>> found;
    {
        Rows rollups = connection.query(
            "SELECT DISTINCT start_us, task FROM traffic_rollups WHERE width_s = ?", kDaySeconds);
        while (rollups.next()) {
            found.emplace(rollups.integer(0), rollups.integer(1));
        }
    }
    Rows facets = connection.query(
        "SELECT task, min(first_row), max(last_row) FROM facets WHERE first_row <= last_row GROUP BY task");
    while (facets.next()) {
        // The ends are enough: a day in the middle without any rollup shows in its neighbours' hours or not
        // at all.
        found.emplace(bucketStart(facets.integer(1) / kTies, kDaySeconds), facets.integer(0));
        found.emplace(bucketStart(facets.integer(2) / kTies, kDaySeconds), facets.integer(0));
    }
    return found;
}

std::map<std::int64_t, std::int64_t> removedUntil(Connection& connection)
{
    std::map<std::int64_t, std::int64_t> until;
    Rows rows = connection.query("SELECT task, rows_from_row FROM retention_state");
    while (rows.next()) {
        until.emplace(rows.integer(0), rows.integer(1) / kTies);
    }
    return until;
}

} // namespace

std::vector<RollupMismatch> findRollupMismatches(Connection& connection)
{
    std::vector<RollupMismatch> mismatches;
    const std::int64_t tenSeconds = tenSecondsFrom(connection);
    const std::map<std::int64_t, std::int64_t> removed = removedUntil(connection);
    for (const auto& [day, task] : daysAndTasks(connection)) {
        const auto found = removed.find(task);
        if (found != removed.end() && day < found->second) {
            continue;
        }
        if (const std::string what = firstDifference(connection, day, task, tenSeconds); !what.empty()) {
            mismatches.push_back({day, task, what});
        }
    }
    return mismatches;
}

void rebuildRollups(Connection& connection, const RollupMismatch& mismatch)
{
    for (const RollupTable* table : {&kTrafficTable, &kTierTable, &kKeyTable}) {
        for (const std::int64_t width : kRollupWidths) {
            connection.run("DELETE FROM " + std::string(table->name)
                    + " WHERE width_s = ? AND start_us >= ? AND start_us < ? AND task = ?",
                width, mismatch.dayUs, mismatch.dayUs + kDayUs, mismatch.task);
        }
    }
    RowSumsQuery query{mismatch.dayUs, mismatch.dayUs + kDayUs, kRollupWidths.front(), mismatch.task};
    query.withKeys = true;
    RowSums sums = sumRows(connection, query);
    RollupWriter(connection)
        .write(RollupBatch(std::move(sums.traffic), std::move(sums.tiers), std::move(sums.keys)),
            tenSecondsFrom(connection));
}

} // namespace db
