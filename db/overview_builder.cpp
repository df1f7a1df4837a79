#include "db/overview_builder.h"

#include "db/row_sums.h"

#include "core/domain/outcome.h"

#include <algorithm>
#include <utility>

namespace db {

using core::domain::LatencyHistogram;
using core::ports::TierTotals;
using core::ports::TrafficTotals;

namespace {

void addCounts(const RollupSums& sums, TrafficTotals& totals)
{
    totals.queries += sums.counts[kQueries];
    totals.attempts += sums.counts[kAttempts];
    totals.escalatedQueries += sums.counts[kEscalated];
    totals.unansweredQueries += sums.counts[kUnanswered];
    totals.spend.nanoUsd += sums.counts[kSpend];
    totals.unknownCostQueries += sums.counts[kUnknownCost];
    totals.lastTierOnly.nanoUsd += sums.counts[kLastTier];
    totals.estimatedLastTierQueries += sums.counts[kEstimatedLastTier];
    totals.unknownLastTierQueries += sums.counts[kUnknownLastTier];
    for (std::size_t source = kJudgedHuman; source <= kJudgedReference; ++source) {
        totals.judged += sums.counts[source];
    }
    totals.judgedWeight += sums.weights[kJudgedWeight];
    totals.judgedMetWeight += sums.weights[kJudgedMet];
    totals.judgedQualityWeight += sums.weights[kJudgedQuality];
}

void addTotals(const TrafficTotals& from, TrafficTotals& to)
{
    to.queries += from.queries;
    to.attempts += from.attempts;
    to.escalatedQueries += from.escalatedQueries;
    to.unansweredQueries += from.unansweredQueries;
    to.spend += from.spend;
    to.unknownCostQueries += from.unknownCostQueries;
    to.lastTierOnly += from.lastTierOnly;
    to.estimatedLastTierQueries += from.estimatedLastTierQueries;
    to.unknownLastTierQueries += from.unknownLastTierQueries;
    to.latency.merge(from.latency);
    to.judged += from.judged;
    to.judgedWeight += from.judgedWeight;
    to.judgedMetWeight += from.judgedMetWeight;
    to.judgedQualityWeight += from.judgedQualityWeight;
}

void addTo(TierTotals& totals, const RollupSums& sums)
{
    totals.queries += sums.counts[kTierQueries];
    totals.attempts += sums.counts[kTierAttempts];
    totals.spend.nanoUsd += sums.counts[kTierSpend];
}

LatencyHistogram histogramOf(const std::vector<double>& latencies)
{
    LatencyHistogram histogram;
    for (const double latency : latencies) {
        histogram.add(latency);
    }
    return histogram;
}

} // namespace

OverviewBuilder::OverviewBuilder(Connection& connection, std::optional<std::int64_t> task)
    : m_connection(connection)
    , m_task(task)
{
}

/// Calls visit(rows, start, task, sums) for every bucket; the columns before the sums are start, task,
/// [member].
template <typename Visit>
void OverviewBuilder::forEachBucket(const RollupTable& table, const CoverPiece& piece, Visit visit)
{
    const bool hasMember = !table.memberColumn.empty();
    const bool isTraffic = !table.weights.empty();
    std::string sql = "SELECT start_us, task, " + std::string(hasMember ? table.memberColumn : "0") + ", "
        + columnList(table) + (isTraffic ? ", latency FROM " : " FROM ") + std::string(table.name)
        + " WHERE width_s = ? AND start_us >= ? AND start_us < ?" + (m_task ? " AND task = ?" : "");
    Rows rows = m_task ? m_connection.query(sql, piece.widthSeconds, piece.fromUs, piece.toUs, *m_task)
                       : m_connection.query(sql, piece.widthSeconds, piece.fromUs, piece.toUs);
    while (rows.next()) {
        RollupSums sums;
        int column = 3;
        for (std::size_t i = 0; i < table.counts.size(); ++i) {
            sums.counts[i] = rows.integer(column++);
        }
        for (std::size_t i = 0; i < table.weights.size(); ++i) {
            sums.weights[i] = rows.real(column++);
        }
        visit(RollupKey{rows.integer(0), rows.integer(1), rows.integer(2)}, sums,
            isTraffic ? rows.bytes(column) : std::string());
    }
}

void OverviewBuilder::add(const CoverPiece& piece, const PointGrid& grid)
{
    piece.widthSeconds == 0 ? addRows(piece, grid) : addRollups(piece, grid);
}

void OverviewBuilder::addRollups(const CoverPiece& piece, const PointGrid& grid)
{
    forEachBucket(
        kTrafficTable, piece, [&](const RollupKey& key, const RollupSums& sums, const std::string& latency) {
            LatencyHistogram histogram;
            static_cast<void>(histogram.mergeEncoded(latency));
            addTraffic(grid.startOf(key.startUs), key.task, sums, histogram);
        });
    forEachBucket(kTierTable, piece, [&](const RollupKey& key, const RollupSums& sums, const std::string&) {
        addTier(grid.startOf(key.startUs), key.task, key.member, sums);
    });
}

void OverviewBuilder::addRows(const CoverPiece& piece, const PointGrid& grid)
{
    const std::int64_t point = grid.startOf(piece.fromUs);
    const RowSums rows = sumRows(m_connection, {piece.fromUs, piece.toUs, 0, m_task});
    for (const auto& [key, sums] : rows.traffic) {
        addTraffic(point, key.task, sums, histogramOf(sums.latencies));
    }
    for (const auto& [key, sums] : rows.tiers) {
        addTier(point, key.task, key.member, sums);
    }
}

void OverviewBuilder::addTotals(const CoverPiece& piece, TrafficTotals& totals)
{
    if (piece.widthSeconds != 0) {
        forEachBucket(
            kTrafficTable, piece, [&](const RollupKey&, const RollupSums& sums, const std::string& latency) {
                addCounts(sums, totals);
                static_cast<void>(totals.latency.mergeEncoded(latency));
            });
        return;
    }
    RowSumsQuery query{piece.fromUs, piece.toUs, 0, m_task};
    query.withMembers = false;
    for (const auto& [key, sums] : sumRows(m_connection, query).traffic) {
        addCounts(sums, totals);
        totals.latency.merge(histogramOf(sums.latencies));
    }
}

void OverviewBuilder::addTraffic(
    std::int64_t point, std::int64_t task, const RollupSums& sums, const LatencyHistogram& latency)
{
    for (TrafficTotals* totals : {&m_points[point].totals, &m_tasks[task].totals}) {
        addCounts(sums, *totals);
        totals->latency.merge(latency);
    }
    m_all.counts[kSimulated] += sums.counts[kSimulated];
    for (std::size_t source = kJudgedHuman; source <= kJudgedReference; ++source) {
        m_all.counts[source] += sums.counts[source];
    }
}

void OverviewBuilder::addTier(
    std::int64_t point, std::int64_t task, std::int64_t tier, const RollupSums& sums)
{
    const std::string& name = nameOf(tier);
    addTo(m_points[point].tiers[name], sums);
    addTo(m_tasks[task].tiers[name], sums);
}

const std::string& OverviewBuilder::nameOf(std::int64_t id)
{
    const auto [found, isNew] = m_names.try_emplace(id);
    if (isNew) {
        Rows rows = m_connection.query("SELECT value FROM names WHERE id = ?", id);
        found->second = rows.next() ? rows.text(0) : std::string();
    }
    return found->second;
}

void OverviewBuilder::finish(core::ports::Overview& overview)
{
    for (auto& [start, point] : m_points) {
        point.start = core::fromMicroseconds(start);
        overview.points.push_back(std::move(point));
    }
    for (auto& [task, summary] : m_tasks) {
        summary.taskId = nameOf(task);
        db::addTotals(summary.totals, overview.totals);
        for (const auto& [tier, totals] : summary.tiers) {
            TierTotals& all = overview.tiers[tier];
            all.queries += totals.queries;
            all.attempts += totals.attempts;
            all.spend += totals.spend;
        }
        overview.tasks.push_back(std::move(summary));
    }
    std::sort(overview.tasks.begin(), overview.tasks.end(),
        [](const auto& a, const auto& b) { return a.taskId < b.taskId; });
    overview.isSimulated = m_all.counts[kSimulated] > 0;
    for (std::size_t source = kJudgedHuman; source <= kJudgedReference; ++source) {
        if (m_all.counts[source] > 0) {
            const auto label = static_cast<core::domain::LabelSource>(source - kJudgedHuman);
            overview.judges.emplace_back(core::domain::toString(label));
        }
    }
}

} // namespace db
