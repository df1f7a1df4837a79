#include "db/sql_metrics_history.h"

#include "db/overview_builder.h"
#include "db/rollup_cover.h"
#include "db/row_key.h"

#include <algorithm>

namespace db {

using core::ports::BucketWidth;
using core::ports::Overview;
using core::ports::OverviewQuery;

namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;

BucketWidth bucketWidth(std::int64_t widthSeconds)
{
    if (widthSeconds < 60) {
        return BucketWidth::TenSeconds;
    }
    if (widthSeconds < 3600) {
        return BucketWidth::Minute;
    }
    return widthSeconds < 86400 ? BucketWidth::Hour : BucketWidth::Day;
}

struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// The part of the range in which there can be traffic, by whole days.
Span trafficSpan(Connection& reader, Span range)
{
    Rows rows = reader.query(
        "SELECT (SELECT start_us FROM traffic_rollups WHERE width_s = 86400 ORDER BY start_us LIMIT 1), "
        "(SELECT start_us FROM traffic_rollups WHERE width_s = 86400 ORDER BY start_us DESC LIMIT 1)");
    if (!rows.next() || rows.isNull(0)) {
        return {range.from, range.from};
    }
    return {std::max(range.from, rows.integer(0)), std::min(range.to, rows.integer(1) + kDayUs)};
}

std::int64_t tenSecondsFrom(Connection& reader)
{
    Rows rows = reader.query("SELECT ten_seconds_from_us FROM rollup_state WHERE id = 1");
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<std::int64_t> nameId(Connection& reader, const std::string& name)
{
    Rows rows = reader.query("SELECT id FROM names WHERE value = ?", name);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void readMarkers(Connection& reader, const OverviewQuery& query, Overview& overview)
{
    Rows rows = reader.query(
        "SELECT at_us, kind, task_id, text, reference FROM markers WHERE at_us >= ? AND at_us < ? "
        "AND (? = '' OR task_id = '' OR task_id = ?) ORDER BY at_us, id",
        query.range.from, query.range.to, query.taskId, query.taskId);
    while (rows.next()) {
        overview.markers.push_back({rows.time(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)});
    }
}

void readTraffic(
    Connection& reader, const OverviewQuery& query, std::optional<std::int64_t> task, Overview& overview)
{
    const auto clamped = [](core::TimePoint time) {
        return std::clamp(core::toMicroseconds(time), kEarliestMicroseconds, kLatestMicroseconds);
    };
    const Span range{clamped(query.range.from), clamped(query.range.to)};
    const std::int64_t tenSeconds = tenSecondsFrom(reader);
    const PointGrid grid = pointGridFor(range.from, range.to, query.utcOffsetSeconds, tenSeconds);
    overview.widthSeconds = grid.widthSeconds;
    overview.width = bucketWidth(grid.widthSeconds);

    OverviewBuilder builder(reader, task);
    const Span current = trafficSpan(reader, range);
    for (const CoverPiece& piece : coverOf(grid, current.from, current.to, tenSeconds)) {
        builder.add(piece, grid);
    }
    const Span previous = trafficSpan(reader, {range.from - (range.to - range.from), range.from});
    for (const CoverPiece& piece : coverOf(previous.from, previous.to, tenSeconds)) {
        builder.addTotals(piece, overview.previous);
    }
    builder.finish(overview);
}

} // namespace

SqlMetricsHistory::SqlMetricsHistory(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<Overview> SqlMetricsHistory::overview(const OverviewQuery& query) const
{
    if (query.range.to <= query.range.from) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "the time range is empty: its end must lie after its start");
    }
    return m_access.read([&](Connection& reader) {
        Overview overview;
        overview.query = query;
        const std::optional<std::int64_t> task
            = query.taskId.empty() ? std::nullopt : nameId(reader, query.taskId);
        if (query.taskId.empty() || task) {
            readTraffic(reader, query, task, overview);
        }
        readMarkers(reader, query, overview);
        return overview;
    });
}

} // namespace db
