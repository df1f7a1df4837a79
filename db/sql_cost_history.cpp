#include "db/sql_cost_history.h"

#include "db/rollup_cover.h"
#include "db/rollup_table.h"
#include "db/row_key.h"
#include "db/row_sums.h"
#include "db/traffic_span.h"

#include <algorithm>
#include <map>
#include <utility>

namespace db {

using core::domain::CostSums;
using core::domain::Money;
using core::domain::TierPrices;
using core::ports::CostReport;
using core::ports::DayCost;
using core::ports::OverviewQuery;

namespace {

constexpr std::int64_t kDaySeconds = 86'400;

Span spanOf(const core::ports::TimeRange& range)
{
    const auto clamped = [](core::TimePoint time) {
        return std::clamp(core::toMicroseconds(time), kEarliestMicroseconds, kLatestMicroseconds);
    };
    return {clamped(range.from), clamped(range.to)};
}

/// Adds up the counts of one of the rollup tables by task and member, whatever the pieces of the range are
/// read from.
class CostCollector {
public:
    CostCollector(Connection& connection, std::optional<std::int64_t> task)
        : m_connection(connection)
        , m_task(task)
    {
    }

    void add(const CoverPiece& piece)
    {
        if (piece.widthSeconds == 0) {
            RowSumsQuery query{piece.fromUs, piece.toUs, 0, m_task};
            query.withLatencies = false;
            query.withKeys = true;
            const RowSums rows = sumRows(m_connection, query);
            addAll(rows.traffic, m_traffic);
            addAll(rows.tiers, m_tiers);
            addAll(rows.keys, m_keys);
            return;
        }
        addRollups(kTrafficTable, piece, m_traffic);
        addRollups(kTierTable, piece, m_tiers);
        addRollups(kKeyTable, piece, m_keys);
    }

    [[nodiscard]] CostSums finish()
    {
        CostSums sums;
        for (const auto& [key, counts] : m_traffic) {
            sums.tasks.push_back({name(key.task), counts[kQueries], {counts[kSpend]}, {counts[kLastTier]},
                counts[kUnknownCost]});
            m_simulated += counts[kSimulated];
        }
        for (const auto& [key, counts] : m_tiers) {
            sums.tiers.push_back(
                {name(key.task), name(key.member), counts[kTierQueries], counts[kTierAttempts],
                    {counts[kTierPromptTokens], counts[kTierCompletionTokens]}, {counts[kTierSpend]}});
        }
        std::map<std::string, core::domain::KeyCost> keys;
        for (const auto& [key, counts] : m_keys) {
            core::domain::KeyCost& cost = keys[name(key.member)];
            cost.clientKeyId = name(key.member);
            cost.queries += counts[kKeyQueries];
            cost.attempts += counts[kKeyAttempts];
            cost.spend.nanoUsd += counts[kKeySpend];
            cost.lastTierOnly.nanoUsd += counts[kKeyLastTier];
        }
        for (auto& [id, cost] : keys) {
            sums.keys.push_back(std::move(cost));
        }
        std::sort(sums.tasks.begin(), sums.tasks.end(),
            [](const auto& a, const auto& b) { return a.taskId < b.taskId; });
        std::sort(sums.tiers.begin(), sums.tiers.end(), [](const auto& a, const auto& b) {
            return std::pair(a.taskId, a.tierId) < std::pair(b.taskId, b.tierId);
        });
        return sums;
    }

    [[nodiscard]] bool isSimulated() const { return m_simulated > 0; }

private:
    using Counts = decltype(RollupSums::counts);
    using ByMember = std::map<RollupKey, Counts>; ///< start is 0

    static void add(const RollupKey& key, const Counts& counts, ByMember& into)
    {
        Counts& sum = into[RollupKey{0, key.task, key.member}];
        for (std::size_t i = 0; i < counts.size(); ++i) {
            sum[i] += counts[i];
        }
    }

    static void addAll(const RollupBuckets& buckets, ByMember& into)
    {
        for (const auto& [key, sums] : buckets) {
            add(key, sums.counts, into);
        }
    }

    void addRollups(const RollupTable& table, const CoverPiece& piece, ByMember& into)
    {
        const bool hasMember = !table.memberColumn.empty();
        const std::string member(hasMember ? table.memberColumn : "0");
        std::string counts;
        for (const std::string_view column : table.counts) {
            counts += ", sum(" + std::string(column) + ")";
        }
        const std::string sql = "SELECT task, " + member + counts + " FROM " + std::string(table.name)
            + " WHERE width_s = ? AND start_us >= ? AND start_us < ?" + (m_task ? " AND task = ?" : "")
            + " GROUP BY task" + (hasMember ? ", " + member : std::string());
        Rows rows = m_task ? m_connection.query(sql, piece.widthSeconds, piece.fromUs, piece.toUs, *m_task)
                           : m_connection.query(sql, piece.widthSeconds, piece.fromUs, piece.toUs);
        while (rows.next()) {
            Counts sums{};
            for (std::size_t i = 0; i < table.counts.size(); ++i) {
                sums[i] = rows.integer(static_cast<int>(i) + 2);
            }
            add(RollupKey{0, rows.integer(0), rows.integer(1)}, sums, into);
        }
    }

    const std::string& name(std::int64_t id)
    {
        const auto [found, isNew] = m_names.try_emplace(id);
        if (isNew) {
            found->second = nameOf(m_connection, id);
        }
        return found->second;
    }

    Connection& m_connection;
    const std::optional<std::int64_t> m_task;
    ByMember m_traffic;
    ByMember m_tiers;
    ByMember m_keys;
    std::map<std::int64_t, std::string> m_names;
    std::int64_t m_simulated = 0;
};

/// What was spent beside the traffic, call by call: teachers' answers, blind studies, shadow calls and audits.
std::string besideOfRange()
{
    return " FROM ("
           "SELECT 'training' AS purpose, task_id AS task, tier_id AS tier, at_us, 1 AS calls, cost_nano AS cost, "
           "cost_nano IS NULL AS unknown FROM training_spend "
           "UNION ALL SELECT 'study', task_id, last_tier_id, at_us, calls, cost_nano, unknown_cost FROM studies "
           "UNION ALL SELECT a.purpose, task.value, tier.value, s.at_us, 1, a.cost_nano, "
           "a.cost_nano IS NULL AND a.result <> 2 FROM shadow_queries s "
           "JOIN shadow_answers a ON a.query = s.query AND a.purpose = s.purpose "
           "JOIN names task ON task.id = s.task JOIN names tier ON tier.id = a.tier WHERE a.is_from_traffic = 0 "
           "UNION ALL SELECT 'comparison', task_id, 'challenger', at_us, 1, call_nano, 0 FROM challenger_answers "
           "WHERE call_nano > 0"
           ") WHERE at_us >= ? AND at_us < ? AND (? = '' OR task = ?) ";
}

void addBeside(
    Connection& reader, const OverviewQuery& query, const PointGrid& grid, std::map<std::int64_t, DayCost>& days)
{
    Rows rows = reader.query("SELECT min(at_us), purpose IN ('training', 'study'), coalesce(sum(cost), 0)"
            + besideOfRange() + "GROUP BY (at_us + ?) / 86400000000, 2",
        query.range.from, query.range.to, query.taskId, query.taskId, std::int64_t{query.utcOffsetSeconds} * 1'000'000);
    while (rows.next()) {
        DayCost& day = days[grid.startOf(rows.integer(0))];
        (rows.boolean(1) ? day.started : day.shadowed) += rows.money(2);
    }
}

void addTraffic(Connection& reader, const OverviewQuery& query, std::optional<std::int64_t> task, const PointGrid& grid,
    std::map<std::int64_t, DayCost>& days)
{
    const Span range = trafficSpan(reader, spanOf(query.range));
    for (const CoverPiece& piece : coverOf(grid, range.from, range.to, tenSecondsFrom(reader))) {
        if (piece.widthSeconds == 0) {
            RowSumsQuery rowQuery{piece.fromUs, piece.toUs, 0, task};
            rowQuery.withLatencies = false;
            DayCost& day = days[grid.startOf(piece.fromUs)];
            const RowSums sums = sumRows(reader, rowQuery);
            for (const auto& [key, tier] : sums.tiers) {
                day.tiers[nameOf(reader, key.member)].nanoUsd += tier.counts[kTierSpend];
            }
            for (const auto& [key, traffic] : sums.traffic) {
                day.queries += traffic.counts[kQueries];
                day.spend.nanoUsd += traffic.counts[kSpend];
                day.lastTierOnly.nanoUsd += traffic.counts[kLastTier];
            }
            continue;
        }
        Rows rows = reader.query(
            "SELECT start_us, sum(queries), sum(spend_nano), sum(last_tier_nano) FROM traffic_rollups "
            "WHERE width_s = ? AND start_us >= ? AND start_us < ? AND (? = 0 OR task = ?) "
            "GROUP BY start_us",
            piece.widthSeconds, piece.fromUs, piece.toUs, task.has_value(), task.value_or(0));
        while (rows.next()) {
            DayCost& day = days[grid.startOf(rows.integer(0))];
            day.queries += rows.integer(1);
            day.spend += rows.money(2);
            day.lastTierOnly += rows.money(3);
        }
        Rows tiers = reader.query(
            "SELECT r.start_us, n.value, sum(r.spend_nano) FROM tier_rollups r JOIN names n ON n.id = r.tier "
            "WHERE r.width_s = ? AND r.start_us >= ? AND r.start_us < ? AND (? = 0 OR r.task = ?) "
            "GROUP BY r.start_us, r.tier",
            piece.widthSeconds, piece.fromUs, piece.toUs, task.has_value(), task.value_or(0));
        while (tiers.next()) {
            days[grid.startOf(tiers.integer(0))].tiers[tiers.text(1)] += tiers.money(2);
        }
    }
}

/// Of every tier at a moment, whatever model it served then.
TierPrices pricesAt(Connection& reader, core::TimePoint time)
{
    TierPrices prices;
    Rows rows = reader.query(
        "SELECT l.tier_id, l.price_version_id IS NULL, p.input_pico, p.output_pico FROM tier_prices l "
        "LEFT JOIN price_versions p ON p.id = l.price_version_id WHERE l.from_us <= ? ORDER BY l.tier_id, l.from_us",
        time);
    while (rows.next()) { // the newest stays
        if (rows.boolean(1)) {
            prices.erase(rows.text(0));
        } else {
            prices[rows.text(0)] = {rows.optionalInteger(2), rows.optionalInteger(3)};
        }
    }
    return prices;
}

/// The task's number; nothing inside for all tasks. False: the task never had traffic.
bool findTask(Connection& reader, const std::string& taskId, std::optional<std::int64_t>& task)
{
    task = taskId.empty() ? std::nullopt : nameId(reader, taskId);
    return taskId.empty() || task.has_value();
}

/// A task may be taught before it has traffic.
std::vector<DayCost> readDays(Connection& reader, const OverviewQuery& query)
{
    const PointGrid grid{kDaySeconds, -std::int64_t{query.utcOffsetSeconds} * 1'000'000};
    std::map<std::int64_t, DayCost> days;
    std::optional<std::int64_t> task;
    if (findTask(reader, query.taskId, task)) {
        addTraffic(reader, query, task, grid, days);
    }
    addBeside(reader, query, grid, days);
    std::vector<DayCost> list;
    for (auto& [start, day] : days) {
        if (day.queries > 0 || day.beside().nanoUsd != 0) {
            day.start = core::fromMicroseconds(start);
            list.push_back(day);
        }
    }
    return list;
}

core::Error emptyRange()
{
    return {core::ErrorCode::InvalidArgument, "the time range is empty: its end must lie after its start"};
}

std::vector<core::domain::SideCost> readBeside(Connection& reader, const OverviewQuery& query)
{
    std::vector<core::domain::SideCost> beside;
    Rows rows = reader.query("SELECT purpose, task, tier, sum(calls), coalesce(sum(cost), 0), sum(unknown)"
            + besideOfRange() + "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        query.range.from, query.range.to, query.taskId, query.taskId);
    while (rows.next()) {
        beside.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3), rows.money(4), rows.integer(5)});
    }
    return beside;
}

CostSums collect(Connection& reader, std::optional<std::int64_t> task, Span range, bool& isSimulated)
{
    const std::int64_t tenSeconds = tenSecondsFrom(reader);
    CostCollector collector(reader, task);
    const Span span = trafficSpan(reader, range);
    for (const CoverPiece& piece : coverOf(span.from, span.to, tenSeconds)) {
        collector.add(piece);
    }
    CostSums sums = collector.finish();
    isSimulated = collector.isSimulated();
    return sums;
}

} // namespace

SqlCostHistory::SqlCostHistory(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<CostReport> SqlCostHistory::report(const OverviewQuery& query) const
{
    if (query.range.to <= query.range.from) {
        return core::fail(emptyRange());
    }
    return m_access.read([&](Connection& reader) {
        CostReport report;
        report.query = query;
        report.days = readDays(reader, query);
        report.beside = readBeside(reader, query);
        std::optional<std::int64_t> task;
        if (!findTask(reader, query.taskId, task)) {
            return report;
        }
        const Span range = spanOf(query.range);
        bool isEarlierSimulated = false;
        report.sums = collect(reader, task, range, report.isSimulated);
        report.previous
            = collect(reader, task, {range.from - (range.to - range.from), range.from}, isEarlierSimulated);
        const core::TimePoint earlier = query.range.from - (query.range.to - query.range.from);
        report.change = core::domain::explainSpendChange(report.previous, report.sums,
            {pricesAt(reader, earlier), pricesAt(reader, query.range.from), pricesAt(reader, query.range.to)});
        return report;
    });
}

core::Result<std::vector<DayCost>> SqlCostHistory::days(const OverviewQuery& query) const
{
    if (query.range.to <= query.range.from) {
        return core::fail(emptyRange());
    }
    return m_access.read([&](Connection& reader) { return readDays(reader, query); });
}

core::Result<std::vector<core::domain::ModelCost>> SqlCostHistory::models(const OverviewQuery& query) const
{
    if (query.range.to <= query.range.from) {
        return core::fail(emptyRange());
    }
    return m_access.read([&](Connection& reader) {
        std::vector<core::domain::ModelCost> models;
        std::optional<std::int64_t> task;
        if (!findTask(reader, query.taskId, task)) {
            return models;
        }
        const Span span = trafficSpan(reader, spanOf(query.range));
        Rows rows = reader.query(
            "SELECT t.value, m.value, count(*), sum(a.prompt_tokens), sum(a.completion_tokens), "
            "sum(coalesce(a.cost_nano, 0)) FROM queries q JOIN facets f ON f.id = q.facet "
            "JOIN attempts a ON a.query = q.row JOIN names t ON t.id = a.tier JOIN names m ON m.id = a.model "
            "WHERE q.row >= ? AND q.row < ? AND q.at_us >= ? AND q.at_us < ? AND (? = 0 OR f.task = ?) "
            "GROUP BY t.value, m.value ORDER BY t.value, m.value",
            firstRowAt(span.from), endRowAt(span.to), span.from, span.to, task.has_value(), task.value_or(0));
        while (rows.next()) {
            core::domain::ModelCost cost;
            cost.tierId = rows.text(0);
            cost.model = rows.text(1);
            cost.attempts = rows.integer(2);
            cost.tokens.promptTokens = rows.integer(3);
            cost.tokens.completionTokens = rows.integer(4);
            cost.spend = rows.money(5);
            models.push_back(std::move(cost));
        }
        return models;
    });
}

} // namespace db
