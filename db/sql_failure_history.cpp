#include "db/sql_failure_history.h"

#include "core/domain/bypass_marker.h"
#include "core/domain/query_record.h"
#include "core/domain/task.h"
#include "db/name_table.h"
#include "db/row_key.h"
#include "db/row_stream.h"
#include "db/traffic_span.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace db {

using core::domain::AttemptResult;
using core::domain::CertificateScope;
using core::domain::FailurePoint;
using core::domain::JudgedAnswer;
using core::domain::Money;

namespace {

constexpr std::size_t kMostJudged = 20'000;

std::string number(auto value)
{
    return std::to_string(static_cast<std::int64_t>(value));
}

struct FacetRow {
    std::int64_t id = 0;
    std::int64_t lastRow = 0;
    std::int64_t tier = 0;
    bool isEscalated = false;
    Judgement judgement = Judgement::None;
};

/// Facets of tasks that are asked about, with rows in the range. Pass-through belongs to no task.
std::vector<FacetRow> facetsOf(Connection& reader, const core::ports::FailureQuery& query)
{
    std::string ofTask = " AND task <> " + number(nameId(reader, std::string(core::domain::kNoTask)).value_or(-1));
    if (!query.taskId.empty()) {
        ofTask += " AND task = " + number(nameId(reader, query.taskId).value_or(-1));
    }
    std::vector<FacetRow> facets;
    Rows rows = reader.query(
        "SELECT id, last_row, tier, is_escalated, judgement FROM facets WHERE last_row >= ? AND first_row < ?" + ofTask,
        firstRowAt(core::toMicroseconds(query.range.from)), endRowAt(core::toMicroseconds(query.range.to)));
    while (rows.next()) {
        facets.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.boolean(3),
            static_cast<Judgement>(rows.integer(4))});
    }
    return facets;
}

/// The name of the tier of the highest rank; nothing when there is no cheaper one, or it never answered.
std::optional<std::int64_t> lastTierOf(Connection& reader)
{
    Rows rows = reader.query("SELECT (SELECT n.id FROM names n WHERE n.value = t.id), (SELECT count(*) FROM tiers) "
                             "FROM tiers t ORDER BY t.tier_rank DESC, t.id DESC LIMIT 1");
    const bool hasCheaper = rows.next() && rows.integer(1) > 1;
    return hasCheaper ? rows.optionalInteger(0) : std::nullopt;
}

/// Of a row q that the last tier answered: it was routed there, and no other tier was asked before. Later turns, and what only
/// this tier could serve, have no certificate's scope.
std::string wasSentPast(std::int64_t lastTier)
{
    return "q.scope = " + number(CertificateScope::LastTier)
        + " AND (q.attempts = 1 OR NOT EXISTS (SELECT 1 FROM attempts b WHERE b.query = q.row AND b.tier <> "
        + number(lastTier) + " AND b.result <> " + number(AttemptResult::Shadow) + "))";
}

/// Rows of facets as one list, newest first. Reads no further than it is asked to: a range may hold a million.
class NewestRows {
public:
    NewestRows(Connection& reader, const core::ports::TimeRange& range)
        : m_reader(reader)
        , m_fromUs(core::toMicroseconds(range.from))
        , m_toUs(core::toMicroseconds(range.to))
    {
    }

    /// `condition` is on a row q with a stored text.
    void add(const FacetRow& facet, const std::string& condition)
    {
        const std::string sql = "SELECT q.row FROM queries q WHERE q.facet = ? AND q.row >= ? AND q.row < ? "
                                "AND q.at_us >= ? AND q.at_us < ? AND q.text <> ''"
            + (condition.empty() ? std::string() : " AND " + condition) + " ORDER BY q.row DESC LIMIT ?";
        const auto fetch = [this, id = facet.id, sql](const std::optional<SortedRow>& after, std::size_t limit,
                               std::vector<SortedRow>& found) {
            const std::int64_t end = after ? after->row : endRowAt(m_toUs);
            Rows rows = m_reader.query(sql, id, firstRowAt(m_fromUs), end, m_fromUs, m_toUs, limit);
            while (rows.next()) {
                found.push_back({0, rows.integer(0)});
            }
        };
        m_streams.add(RowStream(fetch), {0, facet.lastRow});
    }

    [[nodiscard]] std::optional<std::int64_t> next()
    {
        const std::optional<SortedRow> row = m_streams.next();
        return row ? std::optional(row->row) : std::nullopt;
    }

private:
    Connection& m_reader;
    std::int64_t m_fromUs;
    std::int64_t m_toUs;
    MergedStreams m_streams{true};
};

/// When an operator had everything of a task, or of all, sent to the last tier.
class PastBypasses {
public:
    explicit PastBypasses(Connection& reader)
    {
        Rows rows = reader.query("SELECT at_us, task_id, reference FROM markers WHERE kind = 'policy' "
                                 "AND reference LIKE ? ORDER BY at_us, id",
            std::string(core::domain::kBypassReference) + "%");
        while (rows.next()) {
            const std::optional<core::TimePoint> end = core::domain::bypassEnd(rows.text(2));
            if (!end) {
                continue;
            }
            for (Period& earlier : m_periods) { // a later word about the same subject replaces it
                if (earlier.taskId == rows.text(1)) {
                    earlier.to = std::min(earlier.to, rows.time(0));
                }
            }
            m_periods.push_back({rows.text(1), rows.time(0), *end});
        }
    }

    [[nodiscard]] bool covers(const std::string& taskId, core::TimePoint at) const
    {
        return std::any_of(m_periods.begin(), m_periods.end(), [&](const Period& period) {
            return (period.taskId.empty() || period.taskId == taskId) && at >= period.from && at < period.to;
        });
    }

private:
    struct Period {
        std::string taskId; ///< empty: all tasks
        core::TimePoint from;
        core::TimePoint to;
    };
    std::vector<Period> m_periods;
};

/// What is right: the newest correction by a person, else the imported label; of tasks whose answers are labels.
std::string labelColumn()
{
    return "coalesce(CASE WHEN k.kind = '" + std::string(core::domain::toString(core::domain::TaskKind::Classification))
        + "' THEN (SELECT o.corrected_answer FROM outcomes o WHERE o.query = q.row AND o.corrected_answer <> '' "
          "ORDER BY o.at_us DESC, o.id DESC LIMIT 1) END, (SELECT l.label FROM examples e JOIN example_labels l "
          "ON l.example = e.id AND l.position = 0 WHERE e.text_hash = q.text_hash AND e.task_id = t.value), '')";
}

std::string pointSql(std::optional<std::int64_t> lastTier)
{
    return "SELECT q.id, q.at_us, t.value, q.text, f.is_escalated, f.judgement, q.cost_nano, "
           "(SELECT a.cost_nano FROM attempts a WHERE a.query = q.row AND a.position = 0), "
           "(SELECT p.expected_cost_usd FROM predictions p WHERE p.query = q.row AND p.position = 0), "
        + (lastTier ? "f.is_escalated = 0 AND f.tier = " + number(*lastTier) + " AND " + wasSentPast(*lastTier) : "0")
        + ", " + labelColumn()
        + " FROM queries q JOIN facets f ON f.id = q.facet JOIN names t ON t.id = f.task "
          "LEFT JOIN tasks k ON k.id = t.value WHERE q.row = ?";
}

Money fromUsd(double usd)
{
    return std::isfinite(usd) ? Money{std::llround(usd * 1e9)} : Money{};
}

FailurePoint pointFrom(const Rows& rows)
{
    FailurePoint point;
    point.queryId = rows.text(0);
    point.at = rows.time(1);
    point.taskId = rows.text(2);
    point.text = rows.text(3);
    point.isEscalated = rows.boolean(4);
    const auto judgement = static_cast<Judgement>(rows.integer(5));
    if (judgement != Judgement::None) {
        point.meetsTarget = judgement == Judgement::Met;
    }
    const Money cost = rows.money(6);
    point.isSentPast = rows.boolean(9);
    point.escalationCost = point.isEscalated ? cost - (rows.isNull(7) ? Money{} : rows.money(7))
        : point.isSentPast                   ? std::max(Money{}, cost - fromUsd(rows.real(8)))
                                             : Money{};
    point.label = rows.text(10);
    return point;
}

core::Result<void> checkRange(const core::ports::TimeRange& range)
{
    if (range.to <= range.from) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "the time range is empty: its end must lie after its start");
    }
    return {};
}

} // namespace

SqlFailureHistory::SqlFailureHistory(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<FailurePoint>> SqlFailureHistory::failures(
    const core::ports::FailureQuery& query) const
{
    if (const auto range = checkRange(query.range); !range) {
        return core::fail(range.error());
    }
    return m_access.read([&](Connection& reader) {
        const std::optional<std::int64_t> lastTier = lastTierOf(reader);
        NewestRows newest(reader, query.range);
        for (const FacetRow& facet : facetsOf(reader, query)) {
            if (facet.isEscalated || facet.judgement == Judgement::Missed) {
                newest.add(facet, {});
            } else if (facet.tier == lastTier) {
                newest.add(facet, wasSentPast(*lastTier));
            }
        }
        const PastBypasses bypasses(reader);
        const std::string sql = pointSql(lastTier);
        std::vector<FailurePoint> points;
        while (points.size() < query.limit) {
            const std::optional<std::int64_t> row = newest.next();
            if (!row) {
                break;
            }
            Rows rows = reader.query(sql, *row);
            if (!rows.next()) {
                continue;
            }
            FailurePoint point = pointFrom(rows);
            if (point.isSentPast && bypasses.covers(point.taskId, point.at)) {
                point.isSentPast = false;
                point.escalationCost = {};
            }
            if (point.isEscalated || point.isSentPast || point.meetsTarget == false) {
                points.push_back(std::move(point));
            }
        }
        return points;
    });
}

core::Result<std::vector<JudgedAnswer>> SqlFailureHistory::judgedAnswers(const core::ports::FailureQuery& query) const
{
    if (const auto range = checkRange(query.range); !range) {
        return core::fail(range.error());
    }
    return m_access.read([&](Connection& reader) {
        const std::optional<std::int64_t> lastTier = lastTierOf(reader);
        NewestRows newest(reader, query.range);
        for (const FacetRow& facet : facetsOf(reader, query)) {
            if (facet.judgement != Judgement::None && facet.tier != lastTier) {
                newest.add(facet, "q.scope = " + number(CertificateScope::Certified)
                        + " AND EXISTS (SELECT 1 FROM outcomes o WHERE o.query = q.row AND o.is_counted = 1)");
            }
        }
        std::vector<JudgedAnswer> answers;
        while (answers.size() < std::min(query.limit, kMostJudged)) {
            const std::optional<std::int64_t> row = newest.next();
            if (!row) {
                break;
            }
            Rows rows = reader.query("SELECT q.id, q.text, o.meets_target, o.sampling_probability FROM queries q "
                                     "JOIN outcomes o ON o.query = q.row AND o.is_counted = 1 WHERE q.row = ?",
                *row);
            if (rows.next()) {
                answers.push_back({rows.text(0), rows.text(1), rows.boolean(2), rows.real(3)});
            }
        }
        return answers;
    });
}

} // namespace db
