#include "db/sql_coverage_facts.h"

#include "core/domain/query_record.h"
#include "db/sql_monitor_store.h"

#include <chrono>

namespace db {

using core::domain::AttemptResult;

namespace {

constexpr std::int64_t kHourUs = 3'600'000'000;
constexpr int kRecentQueries = 5000; ///< of a task, in which novel ones are counted

} // namespace

SqlCoverageFacts::SqlCoverageFacts(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<core::ports::KnownAnswer>> SqlCoverageFacts::knownAnswers(
    const std::string& taskId, const std::string& tierId, int limit) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<core::ports::KnownAnswer> answers;
        // A known quality is compared with the floor in force now; an accepted answer without one counts as
        // judged. Scores of another learned confidence, or of none, say nothing of the one in force.
        Rows rows = reader.query(
            "SELECT a.score, CASE WHEN a.quality IS NOT NULL THEN a.quality >= coalesce("
            "(SELECT p.answer_floor FROM policy_tasks p WHERE p.task_id = task.value "
            "AND p.sequence = (SELECT max(sequence) FROM policy_versions)), "
            "(SELECT t.answer_floor FROM tasks t WHERE t.id = task.value), 1) ELSE f.judgement = 1 END FROM queries q "
            "JOIN facets f ON f.id = q.facet JOIN names task ON task.id = f.task "
            "JOIN names policy ON policy.id = f.policy JOIN attempts a ON a.query = q.row JOIN names tier ON tier.id = a.tier "
            "WHERE task.value = ? AND tier.value = ? AND a.score IS NOT NULL "
            "AND (a.quality IS NOT NULL OR (a.result = ? AND f.judgement <> 0)) "
            "AND coalesce((SELECT s.artefact_id FROM policy_scorers s JOIN policy_versions v ON v.sequence = s.sequence "
            "WHERE v.id = policy.value AND s.task_id = task.value AND s.tier_id = tier.value), '') "
            "= coalesce((SELECT s.artefact_id FROM policy_scorers s WHERE s.sequence = (SELECT max(sequence) FROM "
            "policy_versions) AND s.task_id = task.value AND s.tier_id = tier.value), '') ORDER BY q.row DESC LIMIT ?",
            taskId, tierId, static_cast<int>(AttemptResult::Accepted), limit);
        while (rows.next()) {
            answers.push_back({rows.real(0), rows.boolean(1)});
        }
        return answers;
    });
}

core::Result<core::ports::AuditProgress> SqlCoverageFacts::audits(
    const std::string& taskId, core::TimePoint now) const
{
    return m_access.read([&](Connection& reader) {
        core::ports::AuditProgress progress;
        {
            Rows rows = reader.query("SELECT count(*), count(judged_at_us) FROM audits "
                                     "WHERE probability IS NOT NULL AND task = (SELECT id FROM names WHERE value = ?)",
                taskId);
            if (rows.next()) {
                progress.judged = rows.integer(1);
                progress.open = rows.integer(0) - progress.judged;
            }
        }
        {
            Rows rows = reader.query("SELECT count(*), coalesce(sum(n.is_novel), 0) FROM (SELECT q.is_novel FROM queries q "
                                     "JOIN facets f ON f.id = q.facet WHERE f.task = (SELECT id FROM names WHERE value = ?) "
                                     "ORDER BY q.row DESC LIMIT ?) n",
                taskId, kRecentQueries);
            if (rows.next()) {
                progress.recentQueries = rows.integer(0);
                progress.recentNovel = rows.integer(1);
            }
        }
        Rows rows = reader.query("SELECT coalesce(sum(judged_human + judged_client + judged_reference_tier + "
                                 "judged_reference), 0) "
                                 "FROM traffic_rollups WHERE width_s = 3600 AND start_us > ? "
                                 "AND task = (SELECT id FROM names WHERE value = ?)",
            core::toMicroseconds(now) - 24 * kHourUs, taskId);
        if (rows.next()) {
            progress.judgedLastDay = rows.integer(0);
        }
        return progress;
    });
}

core::Result<std::vector<core::ports::EvidencePoint>> SqlCoverageFacts::points(
    const core::ports::MonitorRow& monitor) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<core::ports::EvidencePoint> points;
        Rows rows = reader.query(
            "SELECT audits, failures, alarm_evidence, watch_evidence, at_us FROM monitor_points "
            "WHERE task_id = ? AND tier_id = ? AND sequence = ? ORDER BY audits",
            monitor.taskId, monitor.tierId, monitor.sequence);
        while (rows.next()) {
            points.push_back({monitor.taskId, monitor.tierId, monitor.sequence, rows.integer(0),
                rows.integer(1), rows.real(2), rows.real(3), rows.time(4)});
        }
        return points;
    });
}

core::Result<std::vector<core::ports::AlarmRow>> SqlCoverageFacts::alarms(int limit) const
{
    return m_access.read([&](Connection& reader) { return readAlarms(reader, false, limit); });
}

} // namespace db
