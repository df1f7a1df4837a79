#include "db/sql_trial_store.h"

#include "db/privacy.h"

#include <string_view>

namespace db {

using core::domain::ChallengerTrial;
using core::domain::GateAnswer;
using core::domain::GateMetric;
using core::domain::TrialAnswer;
using core::ports::TrialReport;

namespace {

constexpr std::string_view kTrialColumns
    = "SELECT run_id, task_id, iteration, share, state, reason, champion_student_id, student_id, router_id, "
      "started_at_us, ended_at_us FROM challenger_trials ";

ChallengerTrial trialFrom(const Rows& rows)
{
    ChallengerTrial trial;
    trial.runId = rows.text(0);
    trial.taskId = rows.text(1);
    trial.iteration = static_cast<int>(rows.integer(2));
    trial.share = rows.real(3);
    trial.state = core::domain::trialStateFrom(rows.text(4)).value_or(core::domain::TrialState::Stopped);
    trial.reason = rows.text(5);
    trial.championStudentId = rows.text(6);
    trial.studentId = rows.text(7);
    trial.routerId = rows.text(8);
    trial.startedAt = rows.time(9);
    trial.endedAt = rows.optionalTime(10);
    return trial;
}

void readThresholds(Connection& reader, ChallengerTrial& trial)
{
    Rows rows = reader.query("SELECT tier_id, threshold FROM challenger_thresholds WHERE run_id = ? AND task_id = ?",
        trial.runId, trial.taskId);
    while (rows.next()) {
        trial.thresholds[rows.text(0)] = rows.real(1);
    }
}

std::vector<GateMetric> readMetrics(Connection& reader, const ChallengerTrial& trial)
{
    std::vector<GateMetric> metrics;
    Rows rows = reader.query("SELECT metric, n, champion, challenger, difference, low, high, p_value, verdict FROM "
                             "challenger_metrics WHERE run_id = ? AND task_id = ? ORDER BY position",
        trial.runId, trial.taskId);
    while (rows.next()) {
        metrics.push_back({rows.text(0), {}, rows.integer(1), rows.real(2), rows.real(3), rows.real(4), rows.real(5),
            rows.real(6), rows.real(7),
            core::domain::verdictFrom(rows.text(8)).value_or(core::domain::Verdict::NotEnoughData)});
    }
    return metrics;
}

} // namespace

core::Result<void> SqlTrialStore::save(const ChallengerTrial& trial)
{
    if (!(trial.share > 0 && trial.share <= 1)) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "a share of the traffic lies above 0 and at most at 1 (0.2 is 20%), not " + std::to_string(trial.share));
    }
    return m_access.write(Durability::Full, [trial](Connection& connection) {
        connection.run(
            "INSERT INTO challenger_trials(run_id, task_id, iteration, share, state, reason, champion_student_id, "
            "student_id, router_id, started_at_us, ended_at_us) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(run_id, task_id) DO UPDATE SET iteration = excluded.iteration, share = excluded.share, "
            "state = excluded.state, reason = excluded.reason, champion_student_id = excluded.champion_student_id, "
            "student_id = excluded.student_id, router_id = excluded.router_id, "
            "started_at_us = excluded.started_at_us, ended_at_us = excluded.ended_at_us",
            trial.runId, trial.taskId, trial.iteration, trial.share, core::domain::toString(trial.state),
            trial.reason, trial.championStudentId, trial.studentId, trial.routerId, trial.startedAt, trial.endedAt);
        connection.run(
            "DELETE FROM challenger_thresholds WHERE run_id = ? AND task_id = ?", trial.runId, trial.taskId);
        for (const auto& [tierId, threshold] : trial.thresholds) {
            connection.run("INSERT INTO challenger_thresholds(run_id, task_id, tier_id, threshold) "
                           "VALUES(?, ?, ?, ?)",
                trial.runId, trial.taskId, tierId, threshold);
        }
    });
}

core::Result<std::vector<ChallengerTrial>> SqlTrialStore::running() const
{
    return m_access.read([](Connection& reader) {
        std::vector<ChallengerTrial> trials;
        {
            Rows rows = reader.query(std::string(kTrialColumns) + "WHERE state = 'running' ORDER BY task_id");
            while (rows.next()) {
                trials.push_back(trialFrom(rows));
            }
        }
        for (ChallengerTrial& trial : trials) {
            readThresholds(reader, trial);
        }
        return trials;
    });
}

core::Result<void> SqlTrialStore::append(const TrialAnswer& answer)
{
    if (DatabaseWriter* writer = m_access.workspace().writer(); writer != nullptr) {
        if (auto flushed = writer->flush(); !flushed) { // the query itself comes first
            return flushed;
        }
    }
    const TrialAnswer kept = m_access.workspace().privacy().applied(answer);
    return m_access.write(Durability::Traffic, [kept](Connection& connection) {
        const GateAnswer& pair = kept.pair;
        connection.run(
            "INSERT INTO challenger_answers(query, run_id, task_id, at_us, champion_tier, champion_meets, "
            "champion_student_meets, champion_nano, challenger_tier, challenger_meets, challenger_student_meets, "
            "challenger_nano, last_tier_nano, judge, answer, call_nano) SELECT row, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?, ? FROM queries WHERE id = ? ON CONFLICT(query, run_id) DO NOTHING",
            kept.runId, kept.taskId, kept.at, pair.championTier, pair.championMeets, pair.championStudentMeets,
            pair.championCost, pair.challengerTier, pair.challengerMeets, pair.challengerStudentMeets,
            pair.challengerCost, pair.lastTierCost, kept.judge, kept.answer, kept.callCost, kept.queryId);
    });
}

core::Result<std::vector<GateAnswer>> SqlTrialStore::pairs(const std::string& runId, const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<GateAnswer> pairs;
        Rows rows = reader.query(
            "SELECT q.text_hash, a.champion_tier, a.champion_meets, a.champion_student_meets, a.champion_nano, "
            "a.challenger_tier, a.challenger_meets, a.challenger_student_meets, a.challenger_nano, a.last_tier_nano "
            "FROM challenger_answers a JOIN queries q ON q.row = a.query WHERE a.run_id = ? AND a.task_id = ? "
            "ORDER BY a.query",
            runId, taskId);
        while (rows.next()) {
            pairs.push_back({rows.text(0), {}, rows.text(1), rows.boolean(2), rows.boolean(3), rows.money(4),
                rows.text(5), rows.boolean(6), rows.boolean(7), rows.money(8), rows.money(9)});
        }
        return pairs;
    });
}

core::Result<void> SqlTrialStore::saveMetrics(
    const std::string& runId, const std::string& taskId, std::span<const GateMetric> metrics)
{
    return m_access.write(Durability::Traffic,
        [runId, taskId, kept = std::vector<GateMetric>(metrics.begin(), metrics.end())](Connection& connection) {
            connection.run("DELETE FROM challenger_metrics WHERE run_id = ? AND task_id = ?", runId, taskId);
            for (std::size_t i = 0; i < kept.size(); ++i) {
                const GateMetric& metric = kept[i];
                connection.run(
                    "INSERT INTO challenger_metrics(run_id, task_id, position, metric, n, champion, challenger, "
                    "difference, low, high, p_value, verdict) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    runId, taskId, i, metric.name, metric.n, metric.champion, metric.challenger, metric.difference,
                    metric.low, metric.high, metric.pValue, core::domain::toString(metric.verdict));
            }
        });
}

std::vector<TrialReport> readTrials(Connection& reader, const std::string& runId)
{
    std::vector<TrialReport> trials;
    {
        Rows rows = reader.query(std::string(kTrialColumns) + "WHERE run_id = ? ORDER BY task_id", runId);
        while (rows.next()) {
            trials.push_back({trialFrom(rows), 0, {}, {}});
        }
    }
    for (TrialReport& report : trials) {
        readThresholds(reader, report.trial);
        report.metrics = readMetrics(reader, report.trial);
        Rows sums = reader.query("SELECT count(*), coalesce(sum(call_nano), 0) FROM challenger_answers "
                                 "WHERE run_id = ? AND task_id = ?",
            runId, report.trial.taskId);
        if (sums.next()) {
            report.compared = sums.integer(0);
            report.callCost = sums.money(1);
        }
    }
    return trials;
}

} // namespace db
