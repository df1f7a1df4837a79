#include "db/sql_metrics_history.h"

#include "db/overview_builder.h"
#include "db/rollup_cover.h"
#include "db/row_key.h"
#include "db/traffic_span.h"

#include <algorithm>

namespace db {

using core::ports::BucketWidth;
using core::ports::Overview;
using core::ports::OverviewQuery;

namespace {

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

void readMarkers(Connection& reader, const OverviewQuery& query, Overview& overview)
{
    Rows rows = reader.query(
        // what became of an alarm stands with the alarm
        "SELECT m.at_us, coalesce(a.kind, m.kind), m.task_id, m.text, m.reference, a.cleared_at_us IS NOT NULL "
        "FROM markers m LEFT JOIN alarms a ON m.kind = 'alarm' AND a.id = m.reference "
        "WHERE m.at_us >= ? AND m.at_us < ? AND (? = '' OR m.task_id = '' OR m.task_id = ?) "
        // earlier versions marked cancelled runs, too
        "AND NOT (m.kind = 'run' AND EXISTS (SELECT 1 FROM runs r WHERE r.id = m.reference AND r.state = 'cancelled')) "
        "ORDER BY m.at_us, m.id",
        query.range.from, query.range.to, query.taskId, query.taskId);
    while (rows.next()) {
        overview.markers.push_back(
            {rows.time(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.boolean(5)});
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
