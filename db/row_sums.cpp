#include "db/row_sums.h"

#include "db/row_key.h"

#include <string>

namespace db {

namespace {

/// Bounds as bound values: start of the bucket, row from, row to, at from, at to. No value that changes from call to call
/// stands in the text of a statement: prepared statements are kept by their texts.
template <typename Visit>
void forEachRow(Connection& connection, const std::string& sql, const RowSumsQuery& query, Visit visit)
{
    const auto from = firstRowAt(query.fromUs);
    const auto to = endRowAt(query.toUs);
    Rows rows = query.task ? connection.query(sql, query.fromUs, from, to, query.fromUs, query.toUs, *query.task)
                           : connection.query(sql, query.fromUs, from, to, query.fromUs, query.toUs);
    while (rows.next()) {
        visit(rows);
    }
}

/// Start of the bucket of q.at_us as an SQL expression with one bound value. SQL's % keeps the sign of a time before 1970.
std::string bucketOf(const RowSumsQuery& query)
{
    if (query.widthSeconds == 0) {
        return "?";
    }
    const std::string width = std::to_string(query.widthSeconds * 1'000'000);
    return "0 * ? + q.at_us - ((q.at_us % " + width + ") + " + width + ") % " + width;
}

std::string where(const RowSumsQuery& query, const std::string& rowColumn)
{
    return " WHERE " + rowColumn + " >= ? AND " + rowColumn + " < ? AND q.at_us >= ? AND q.at_us < ?"
        + (query.task ? " AND f.task = ?" : "");
}

void readCounts(const Rows& rows, int firstColumn, std::size_t count, RollupSums& sums)
{
    for (std::size_t i = 0; i < count; ++i) {
        sums.counts[i] += rows.integer(firstColumn + static_cast<int>(i));
    }
}

void sumTraffic(Connection& connection, const RowSumsQuery& query, RowSums& sums)
{
    forEachRow(connection,
        "SELECT " + bucketOf(query)
            + " AS bucket, f.task, count(*), sum(q.attempts), sum(f.is_escalated), "
              "sum(CASE WHEN EXISTS (SELECT 1 FROM attempts a WHERE a.query = q.row AND a.result = 0) THEN 0 "
              "ELSE 1 END), "
              "sum(q.is_simulated), sum(q.cost_nano), sum(1 - q.is_cost_known), "
              "sum(CASE WHEN q.is_last_tier_known = 1 THEN q.last_tier_nano ELSE 0 END), "
              "sum(q.is_last_tier_known * q.is_last_tier_estimated), sum(1 - q.is_last_tier_known) "
              "FROM queries q JOIN facets f ON f.id = q.facet"
            + where(query, "q.row") + " GROUP BY 1, 2",
        query, [&](const Rows& rows) {
            readCounts(rows, 2, kJudgedHuman, sums.traffic[{rows.integer(0), rows.integer(1), 0}]);
        });
}

void sumJudgements(Connection& connection, const RowSumsQuery& query, RowSums& sums)
{
    forEachRow(connection,
        "SELECT " + bucketOf(query)
            + ", f.task, o.source, count(*), sum(1.0 / o.sampling_probability), "
              "sum(o.meets_target / o.sampling_probability), sum(o.quality / o.sampling_probability) "
              "FROM outcomes o JOIN queries q ON q.row = o.query JOIN facets f ON f.id = q.facet"
            + where(query, "o.query") + " AND o.is_counted = 1 GROUP BY 1, 2, 3",
        query, [&](const Rows& rows) {
            RollupSums& traffic = sums.traffic[{rows.integer(0), rows.integer(1), 0}];
            traffic.counts[kJudgedHuman + static_cast<std::size_t>(rows.integer(2))] += rows.integer(3);
            for (std::size_t i = 0; i < kTrafficWeights; ++i) {
                traffic.weights[i] += rows.real(4 + static_cast<int>(i));
            }
        });
}

void collectLatencies(Connection& connection, const RowSumsQuery& query, RowSums& sums)
{
    forEachRow(connection,
        "SELECT " + bucketOf(query)
            + ", f.task, q.latency_ms, q.client_key FROM queries q JOIN facets f ON f.id = q.facet"
            + where(query, "q.row"),
        query, [&](const Rows& rows) {
            const double latency = rows.real(2);
            sums.traffic[{rows.integer(0), rows.integer(1), 0}].latencies.push_back(latency);
            if (query.withKeys && rows.integer(3) != 1) {
                sums.keys[{rows.integer(0), rows.integer(1), rows.integer(3)}].latencies.push_back(latency);
            }
        });
}

void sumTiers(Connection& connection, const RowSumsQuery& query, RowSums& sums)
{
    const std::string from
        = " FROM attempts a JOIN queries q ON q.row = a.query JOIN facets f ON f.id = q.facet"
        + where(query, "a.query");
    // The first accepted attempt is the one that answered.
    forEachRow(connection,
        "SELECT " + bucketOf(query)
            + ", f.task, a.tier, sum(CASE WHEN a.result = 0 AND NOT EXISTS (SELECT 1 FROM attempts e WHERE "
              "e.query = a.query AND e.result = 0 AND e.position < a.position) THEN 1 ELSE 0 END), count(*), "
              "coalesce(sum(a.cost_nano), 0), sum(CASE WHEN a.cost_nano IS NULL AND a.result <> 2 THEN 1 "
              "ELSE 0 END), "
              "sum(a.prompt_tokens), sum(a.completion_tokens)"
            + from + " GROUP BY 1, 2, 3",
        query, [&](const Rows& rows) {
            readCounts(rows, 3, kTierCounts, sums.tiers[{rows.integer(0), rows.integer(1), rows.integer(2)}]);
        });
    if (query.withKeys) {
        forEachRow(connection, "SELECT " + bucketOf(query) + ", f.task, a.tier, a.latency_ms" + from, query,
            [&](const Rows& rows) {
                sums.tiers[{rows.integer(0), rows.integer(1), rows.integer(2)}].latencies.push_back(
                    rows.real(3));
            });
    }
}

void sumKeys(Connection& connection, const RowSumsQuery& query, RowSums& sums)
{
    forEachRow(connection,
        "SELECT " + bucketOf(query)
            + ", f.task, q.client_key, count(*), sum(q.attempts), sum(q.cost_nano), sum(1 - "
              "q.is_cost_known), "
              "sum(CASE WHEN q.is_last_tier_known = 1 THEN q.last_tier_nano ELSE 0 END) "
              "FROM queries q JOIN facets f ON f.id = q.facet"
            + where(query, "q.row") + " AND q.client_key <> 1 GROUP BY 1, 2, 3",
        query, [&](const Rows& rows) {
            readCounts(rows, 3, kKeyCounts, sums.keys[{rows.integer(0), rows.integer(1), rows.integer(2)}]);
        });
}

} // namespace

RowSums sumRows(Connection& connection, const RowSumsQuery& query)
{
    RowSums sums;
    sumTraffic(connection, query, sums);
    sumJudgements(connection, query, sums);
    if (query.withLatencies) {
        collectLatencies(connection, query, sums);
    }
    if (query.withMembers) {
        sumTiers(connection, query, sums);
    }
    if (query.withKeys) {
        sumKeys(connection, query, sums);
    }
    return sums;
}

} // namespace db
