#include "db/sql_traffic_replay.h"

#include "db/row_key.h"
#include "db/traffic_span.h"

#include <map>
#include <unordered_map>

namespace db {

using core::ports::TrafficQuery;

namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;

/// Positions in the result by the query's row.
using Places = std::unordered_map<std::int64_t, std::size_t>;

struct RowSpan {
    std::int64_t first = 0;
    std::int64_t last = -1;
};

RowSpan readQueries(Connection& reader, std::int64_t task, core::TimePoint since, int limit,
    std::vector<TrafficQuery>& queries, Places& places)
{
    RowSpan span;
    Rows rows = reader.query(
        "SELECT q.row, q.difficulty, q.is_novel, q.last_tier_nano, q.is_last_tier_known, o.quality, "
        "o.sampling_probability, q.id, o.at_us FROM queries q JOIN facets f ON f.id = q.facet "
        "LEFT JOIN outcomes o ON o.query = q.row AND o.is_counted = 1 "
        "WHERE f.task = ? AND q.row >= ? AND q.scope <> ? ORDER BY q.row DESC LIMIT ?",
        task, firstRowAt(core::toMicroseconds(since)),
        static_cast<int>(core::domain::CertificateScope::Uncertified), limit);
    while (rows.next()) {
        TrafficQuery query;
        query.prediction.difficulty = rows.real(1);
        query.prediction.isNovel = rows.boolean(2);
        if (rows.boolean(4)) {
            query.lastTierCost = rows.money(3);
        }
        query.judgedQuality = rows.optionalReal(5);
        query.judgedProbability = rows.isNull(6) ? 1.0 : rows.real(6);
        if (query.judgedQuality) {
            query.judgedId = rows.text(7);
            query.judgedAt = rows.time(8);
        }
        const std::int64_t row = rows.integer(0);
        span.last = queries.empty() ? row : span.last;
        span.first = row;
        places.emplace(row, queries.size());
        queries.push_back(std::move(query));
    }
    return span;
}

void readAttempts(Connection& reader, RowSpan span, const std::map<std::int64_t, std::string>& names,
    std::vector<TrafficQuery>& queries, const Places& places)
{
    Rows rows = reader.query("SELECT query, tier, result, cost_nano, score, threshold, quality, latency_ms FROM attempts "
                             "WHERE query BETWEEN ? AND ? ORDER BY query, position",
        span.first, span.last);
    while (rows.next()) {
        const auto place = places.find(rows.integer(0));
        if (place == places.end()) {
            continue;
        }
        core::domain::Attempt attempt;
        attempt.tierId = names.at(rows.integer(1));
        attempt.result = static_cast<core::domain::AttemptResult>(rows.integer(2));
        if (!rows.isNull(3)) {
            attempt.cost = rows.money(3);
        }
        attempt.score = rows.optionalReal(4);
        attempt.threshold = rows.optionalReal(5);
        attempt.quality = rows.optionalReal(6);
        attempt.latencyMs = rows.isNull(7) ? 0.0 : rows.real(7);
        queries[place->second].attempts.push_back(std::move(attempt));
    }
}

void readPredictions(Connection& reader, RowSpan span, const std::map<std::int64_t, std::string>& names,
    std::vector<TrafficQuery>& queries, const Places& places)
{
    Rows rows = reader.query("SELECT query, tier, meets_target_probability, expected_quality, expected_cost_usd, "
                             "expected_latency_ms "
                             "FROM predictions WHERE query BETWEEN ? AND ? ORDER BY query, position",
        span.first, span.last);
    while (rows.next()) {
        if (const auto place = places.find(rows.integer(0)); place != places.end()) {
            queries[place->second].prediction.tiers.push_back(
                {names.at(rows.integer(1)), rows.real(2), rows.real(3), rows.real(4), rows.real(5)});
        }
    }
}

std::map<std::int64_t, std::string> tierNames(Connection& reader)
{
    std::map<std::int64_t, std::string> names;
    Rows rows = reader.query("SELECT id, value FROM names");
    while (rows.next()) {
        names.emplace(rows.integer(0), rows.text(1));
    }
    return names;
}

} // namespace

core::Result<std::vector<TrafficQuery>> SqlTrafficReplay::recent(
    const std::string& taskId, core::TimePoint since, int limit) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<TrafficQuery> queries;
        const auto task = nameId(reader, taskId);
        if (!task) {
            return queries;
        }
        Places places;
        const RowSpan span = readQueries(reader, *task, since, limit, queries, places);
        const std::map<std::int64_t, std::string> names = tierNames(reader);
        readAttempts(reader, span, names, queries, places);
        readPredictions(reader, span, names, queries, places);
        return queries;
    });
}

core::Result<std::int64_t> SqlTrafficReplay::lastDay(const std::string& taskId, core::TimePoint now) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT coalesce(sum(queries), 0) FROM traffic_rollups WHERE width_s = 3600 "
                                 "AND start_us > ? AND task = (SELECT id FROM names WHERE value = ?)",
            core::toMicroseconds(now) - kDayUs, taskId);
        return rows.next() ? rows.integer(0) : std::int64_t{0};
    });
}

} // namespace db
