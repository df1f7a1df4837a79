#include "db/sql_failure_history.h"

#include "db/row_key.h"

#include <algorithm>

namespace db {

using core::domain::FailurePoint;

namespace {

constexpr int kMeets = 1; ///< facets.judgement
constexpr int kMisses = 2;

} // namespace

SqlFailureHistory::SqlFailureHistory(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<FailurePoint>> SqlFailureHistory::failures(
    const core::ports::FailureQuery& query) const
{
    if (query.range.to <= query.range.from) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "the time range is empty: its end must lie after its start");
    }
    return m_access.read([&](Connection& reader) {
        const std::int64_t from = core::toMicroseconds(query.range.from);
        const std::int64_t to = core::toMicroseconds(query.range.to);
        std::vector<FailurePoint> points;
        Rows rows = reader.query(
            "SELECT q.id, q.at_us, t.value, q.text, f.is_escalated, f.judgement, "
            "q.cost_nano - coalesce((SELECT a.cost_nano FROM attempts a WHERE a.query = q.row AND a.position "
            "= 0), 0) "
            "FROM facets f JOIN names t ON t.id = f.task CROSS JOIN queries q ON q.facet = f.id "
            "WHERE (f.is_escalated = 1 OR f.judgement = ?) AND (? = '' OR t.value = ?) AND q.row >= ? AND "
            "q.row < ? "
            "AND q.at_us >= ? AND q.at_us < ? AND q.text <> '' ORDER BY q.row DESC LIMIT ?",
            kMisses, query.taskId, query.taskId, firstRowAt(from), endRowAt(to), from, to, query.limit);
        while (rows.next()) {
            FailurePoint point;
            point.queryId = rows.text(0);
            point.at = rows.time(1);
            point.taskId = rows.text(2);
            point.text = rows.text(3);
            point.isEscalated = rows.boolean(4);
            const std::int64_t judgement = rows.integer(5);
            point.meetsTarget = judgement == kMeets || judgement == kMisses
                ? std::optional(judgement == kMeets)
                : std::nullopt;
            point.escalationCost = point.isEscalated ? rows.money(6) : core::domain::Money{};
            points.push_back(std::move(point));
        }
        return points;
    });
}

} // namespace db
