#include "db/sql_loop_store.h"

#include "db/row_key.h"
#include "db/soft_target_text.h"
#include "db/sql_trial_store.h"

#include <string_view>

namespace db {

using core::domain::GateMetric;
using core::domain::LoopDecision;
using core::domain::LoopStageRecord;
using core::domain::TaughtRow;
using core::ports::GateReport;
using core::ports::TrainingSpend;

namespace {

/// The value behind a name in the database, or Corrupt.
template <typename Value>
Value known(const std::optional<Value>& value, const std::string& name)
{
    if (!value) {
        throw SqlFailure({core::ErrorCode::Corrupt, "the loop's tables hold the unknown word '" + name + "'"});
    }
    return *value;
}

constexpr std::string_view kTaughtColumns
    = "SELECT t.run_id, t.iteration, t.task_id, t.text_hash, coalesce(q.id, ''), t.cluster, t.source, t.state, "
      "coalesce(q.text, e.text, ''), coalesce(e.tokens, ''), t.answer, t.tier_id, t.model, "
      "coalesce(s.prompt_tokens, 0), coalesce(s.completion_tokens, 0), coalesce(s.price_version_id, ''), "
      "s.cost_nano, t.at_us, t.soft_targets FROM taught_texts t LEFT JOIN queries q ON q.row = t.query "
      "LEFT JOIN examples e ON e.id = t.example LEFT JOIN training_spend s ON s.run_id = t.run_id "
      "AND s.iteration = t.iteration AND s.task_id = t.task_id AND s.text_hash = t.text_hash ";

TaughtRow taughtFrom(const Rows& rows)
{
    TaughtRow row;
    row.runId = rows.text(0);
    row.iteration = static_cast<int>(rows.integer(1));
    row.taskId = rows.text(2);
    row.textHash = rows.text(3);
    row.queryId = rows.text(4);
    row.cluster = rows.text(5);
    row.source = known(core::domain::taughtSourceFrom(rows.text(6)), rows.text(6));
    row.state = known(core::domain::taughtStateFrom(rows.text(7)), rows.text(7));
    row.text = rows.text(8);
    row.tokens = splitList(rows.text(9));
    row.answer = rows.text(10);
    row.tierId = rows.text(11);
    row.model = rows.text(12);
    row.usage = {rows.integer(13), rows.integer(14)};
    row.priceVersionId = rows.text(15);
    if (!rows.isNull(16)) {
        row.cost = rows.money(16);
    }
    row.at = rows.time(17);
    row.softTargets = softTargetsFrom(rows.text(18));
    return row;
}

void saveRow(Connection& connection, const TaughtRow& row)
{
    connection.run(
        "INSERT INTO taught_texts(run_id, iteration, task_id, text_hash, query, example, cluster, source, state, "
        "answer, tier_id, model, at_us, soft_targets) VALUES(?, ?, ?, ?, (SELECT row FROM queries WHERE id = ?), "
        "CASE WHEN ? = '' THEN (SELECT id FROM examples WHERE text_hash = ? AND task_id = ?) END, "
        "?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(run_id, iteration, task_id, text_hash) DO UPDATE SET "
        "source = excluded.source, state = excluded.state, answer = excluded.answer, "
        "tier_id = excluded.tier_id, model = excluded.model, at_us = excluded.at_us, soft_targets = excluded.soft_targets",
        row.runId, row.iteration, row.taskId, row.textHash, row.queryId, row.queryId, row.textHash, row.taskId,
        row.cluster, core::domain::toString(row.source), core::domain::toString(row.state), row.answer,
        row.tierId, row.model, row.at, softTargetText(row.softTargets));
    if (row.source == core::domain::TaughtSource::Called && row.state != core::domain::TaughtState::Chosen
        && row.state != core::domain::TaughtState::Unanswered) {
        connection.run("INSERT INTO training_spend(run_id, iteration, task_id, text_hash, tier_id, model, "
                       "prompt_tokens, completion_tokens, price_version_id, cost_nano, at_us) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT(run_id, iteration, task_id, text_hash) DO NOTHING",
            row.runId, row.iteration, row.taskId, row.textHash, row.tierId, row.model, row.usage.promptTokens,
            row.usage.completionTokens, row.priceVersionId, row.cost, row.at);
    }
}

std::vector<LoopStageRecord> readStages(Connection& reader, const std::string& runId)
{
    std::vector<LoopStageRecord> stages;
    Rows rows = reader.query("SELECT run_id, position, iteration, task_id, stage, is_finished, result, "
                             "started_at_us, finished_at_us FROM loop_stages WHERE run_id = ? ORDER BY position",
        runId);
    while (rows.next()) {
        stages.push_back({rows.text(0), static_cast<int>(rows.integer(1)), static_cast<int>(rows.integer(2)),
            rows.text(3), known(core::domain::loopStageFrom(rows.text(4)), rows.text(4)), rows.boolean(5),
            rows.text(6), rows.time(7), rows.optionalTime(8)});
    }
    return stages;
}

std::vector<GateReport> readGates(Connection& reader, const std::string& runId)
{
    std::vector<GateReport> gates;
    Rows rows = reader.query(
        "SELECT iteration, task_id, metric, slice, n, champion, challenger, difference, low, high, p_value, "
        "verdict FROM gate_metrics WHERE run_id = ? ORDER BY iteration, task_id, position",
        runId);
    while (rows.next()) {
        const auto iteration = static_cast<int>(rows.integer(0));
        if (gates.empty() || gates.back().iteration != iteration || gates.back().taskId != rows.text(1)) {
            gates.push_back({iteration, rows.text(1), {}});
        }
        gates.back().metrics.push_back({rows.text(2), rows.text(3), rows.integer(4), rows.real(5), rows.real(6),
            rows.real(7), rows.real(8), rows.real(9), rows.real(10),
            known(core::domain::verdictFrom(rows.text(11)), rows.text(11))});
    }
    return gates;
}

constexpr std::string_view kDecisionColumns
    = "SELECT run_id, iteration, task_id, outcome, reason, champion_policy_id, champion_student_id, policy_id, "
      "student_id, router_id, texts, teacher_nano, predicted_freed, predicted_freed_low, predicted_freed_high, "
      "predicted_net_nano, predicted_net_low_nano, predicted_net_high_nano, horizon_days, predicted_share, "
      "gate_texts, champion_nano, challenger_nano, last_tier_nano, champion_accepted, challenger_accepted, at_us, "
      "is_held_back, learnability, learnability_low, learnability_high FROM loop_decisions ";

LoopDecision decisionFrom(const Rows& rows)
{
    LoopDecision decision;
    decision.runId = rows.text(0);
    decision.iteration = static_cast<int>(rows.integer(1));
    decision.taskId = rows.text(2);
    decision.outcome = known(core::domain::loopOutcomeFrom(rows.text(3)), rows.text(3));
    decision.reason = rows.text(4);
    decision.championPolicyId = rows.text(5);
    decision.championStudentId = rows.text(6);
    decision.policyId = rows.text(7);
    decision.studentId = rows.text(8);
    decision.routerId = rows.text(9);
    decision.texts = rows.integer(10);
    decision.teacherCost = rows.money(11);
    decision.predictedFreed = rows.real(12);
    decision.predictedFreedLow = rows.real(13);
    decision.predictedFreedHigh = rows.real(14);
    decision.predictedNet = rows.money(15);
    decision.predictedNetLow = rows.money(16);
    decision.predictedNetHigh = rows.money(17);
    decision.horizonDays = static_cast<int>(rows.integer(18));
    decision.predictedShare = rows.real(19);
    decision.gateTexts = rows.integer(20);
    decision.championCost = rows.money(21);
    decision.challengerCost = rows.money(22);
    decision.lastTierCost = rows.money(23);
    decision.championAccepted = rows.integer(24);
    decision.challengerAccepted = rows.integer(25);
    decision.at = rows.time(26);
    decision.isHeldBack = rows.boolean(27);
    if (!rows.isNull(28)) {
        decision.learnability = core::domain::Learnability{rows.real(28), rows.real(29), rows.real(30)};
    }
    return decision;
}

std::vector<LoopDecision> readDecisions(Connection& reader, std::string_view where, const std::string& value)
{
    std::vector<LoopDecision> decisions;
    Rows rows = reader.query(std::string(kDecisionColumns) + std::string(where), value);
    while (rows.next()) {
        decisions.push_back(decisionFrom(rows));
    }
    return decisions;
}

struct TrafficSums {
    std::int64_t queries = 0;
    core::domain::Money spend;
    core::domain::Money lastTier;
};

/// Queries of the task answered under policies that named this student (empty: none) in [from, to).
TrafficSums sumsUnder(Connection& reader, const std::string& taskId, const std::string& studentId,
    std::int64_t from, std::int64_t to)
{
    Rows rows = reader.query(
        "SELECT count(*), coalesce(sum(q.cost_nano), 0), coalesce(sum(q.last_tier_nano), 0) FROM facets f "
        "JOIN names t ON t.id = f.task JOIN names p ON p.id = f.policy CROSS JOIN queries q ON q.facet = f.id "
        "WHERE t.value = ? AND q.row >= ? AND q.row < ? AND q.at_us >= ? AND q.at_us < ? "
        "AND q.is_cost_known = 1 AND q.is_last_tier_known = 1 AND coalesce((SELECT m.artefact_id FROM "
        "policy_models m JOIN policy_versions v ON v.sequence = m.sequence WHERE v.id = p.value "
        "AND m.task_id = t.value), '') = ?",
        taskId, firstRowAt(from), endRowAt(to), from, to, studentId);
    return rows.next() ? TrafficSums{rows.integer(0), rows.money(1), rows.money(2)} : TrafficSums{};
}

core::domain::RealisedSaving realised(Connection& reader, const LoopDecision& decision)
{
    if (decision.outcome != core::domain::LoopOutcome::Promoted) {
        return {};
    }
    const std::int64_t at = core::toMicroseconds(decision.at);
    const std::int64_t horizon = std::int64_t{decision.horizonDays} * 86'400'000'000;
    const TrafficSums before = sumsUnder(reader, decision.taskId, decision.championStudentId, at - horizon, at);
    const TrafficSums after = sumsUnder(reader, decision.taskId, decision.studentId, at, at + horizon);
    return {before.queries, before.spend, before.lastTier, after.queries, after.spend, after.lastTier};
}

} // namespace

SqlLoopStore::SqlLoopStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<core::ports::LoopReport> SqlLoopStore::report(const std::string& runId) const
{
    return m_access.read([&](Connection& reader) {
        core::ports::LoopReport report;
        report.runId = runId;
        report.stages = readStages(reader, runId);
        report.gates = readGates(reader, runId);
        for (LoopDecision& decision :
            readDecisions(reader, "WHERE run_id = ? ORDER BY iteration, task_id", runId)) {
            const core::domain::RealisedSaving saving = realised(reader, decision);
            report.decisions.push_back({std::move(decision), saving});
        }
        report.trials = readTrials(reader, runId);
        return report;
    });
}

core::Result<std::vector<TrainingSpend>> SqlLoopStore::trainingSpend(
    const core::ports::TimeRange& range, const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<TrainingSpend> spend;
        Rows rows = reader.query(
            "SELECT task_id, tier_id, count(*), sum(prompt_tokens), sum(completion_tokens), "
            "coalesce(sum(cost_nano), 0), sum(cost_nano IS NULL) FROM training_spend WHERE at_us >= ? AND at_us < ? "
            "AND (? = '' OR task_id = ?) GROUP BY task_id, tier_id ORDER BY task_id, tier_id",
            range.from, range.to, taskId, taskId);
        while (rows.next()) {
            spend.push_back({rows.text(0), rows.text(1), rows.integer(2), {rows.integer(3), rows.integer(4)},
                rows.money(5), rows.integer(6)});
        }
        return spend;
    });
}

core::Result<std::vector<TaughtRow>> SqlLoopStore::taught(
    const std::string& runId, const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<TaughtRow> taught;
        Rows rows = reader.query(std::string(kTaughtColumns)
                + "WHERE t.run_id = ? AND (? = '' OR t.task_id = ?) ORDER BY t.iteration, t.task_id, t.id",
            runId, taskId, taskId);
        while (rows.next()) {
            taught.push_back(taughtFrom(rows));
        }
        return taught;
    });
}

core::Result<void> SqlLoopStore::saveStage(const LoopStageRecord& stage)
{
    return m_access.write(Durability::Full, [stage](Connection& connection) {
        connection.run("INSERT INTO loop_stages(run_id, position, iteration, task_id, stage, is_finished, "
                       "result, started_at_us, finished_at_us) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT(run_id, position) DO UPDATE SET iteration = excluded.iteration, "
                       "task_id = excluded.task_id, stage = excluded.stage, is_finished = excluded.is_finished, "
                       "result = excluded.result, started_at_us = excluded.started_at_us, "
                       "finished_at_us = excluded.finished_at_us",
            stage.runId, stage.position, stage.iteration, stage.taskId, core::domain::toString(stage.stage),
            stage.isFinished, stage.resultJson, stage.startedAt, stage.finishedAt);
    });
}

core::Result<void> SqlLoopStore::saveTaught(std::span<const TaughtRow> rows)
{
    return m_access.write(
        Durability::Full, [copy = std::vector<TaughtRow>(rows.begin(), rows.end())](Connection& connection) {
            for (const TaughtRow& row : copy) {
                saveRow(connection, row);
            }
        });
}

core::Result<void> SqlLoopStore::saveGate(
    const std::string& runId, const GateReport& report, std::span<const core::domain::GateAnswer> answers)
{
    return m_access.write(Durability::Full,
        [runId, report, copy = std::vector<core::domain::GateAnswer>(answers.begin(), answers.end())](
            Connection& connection) {
            for (const char* table : {"gate_metrics", "gate_answers"}) {
                connection.run("DELETE FROM " + std::string(table)
                        + " WHERE run_id = ? AND iteration = ? AND task_id = ?",
                    runId, report.iteration, report.taskId);
            }
            int position = 0;
            for (const GateMetric& metric : report.metrics) {
                connection.run("INSERT INTO gate_metrics(run_id, iteration, task_id, position, metric, slice, n, "
                               "champion, challenger, difference, low, high, p_value, verdict) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    runId, report.iteration, report.taskId, position++, metric.name, metric.slice, metric.n,
                    metric.champion, metric.challenger, metric.difference, metric.low, metric.high,
                    metric.pValue, core::domain::toString(metric.verdict));
            }
            for (const core::domain::GateAnswer& answer : copy) {
                const auto ofAnchor = [&](auto value) { // NULL: not compared
                    return answer.anchorTier.empty() ? std::nullopt : std::optional(value);
                };
                connection.run("INSERT INTO gate_answers(run_id, iteration, task_id, text_hash, slice, "
                               "champion_tier, champion_meets, champion_student_meets, champion_nano, "
                               "challenger_tier, challenger_meets, challenger_student_meets, challenger_nano, "
                               "last_tier_nano, champion_reviewed, challenger_reviewed, anchor_tier, anchor_meets, "
                               "anchor_student_meets, is_last_tier_assumed) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    runId, report.iteration, report.taskId, answer.textHash, answer.slice, answer.championTier,
                    answer.championMeets, answer.championStudentMeets, answer.championCost,
                    answer.challengerTier, answer.challengerMeets, answer.challengerStudentMeets,
                    answer.challengerCost, answer.lastTierCost, answer.championIsReviewed,
                    answer.challengerIsReviewed, ofAnchor(answer.anchorTier),
                    ofAnchor(std::int64_t{answer.anchorMeets}), ofAnchor(std::int64_t{answer.anchorStudentMeets}),
                    answer.isLastTierAssumed);
            }
        });
}

core::Result<void> SqlLoopStore::saveDecision(const LoopDecision& d)
{
    return m_access.write(Durability::Full, [d](Connection& connection) {
        const auto learnability = [&](double core::domain::Learnability::* part) {
            return d.learnability ? std::optional(*d.learnability.*part) : std::nullopt;
        };
        connection.run("INSERT OR REPLACE INTO loop_decisions(run_id, iteration, task_id, outcome, reason, "
                       "champion_policy_id, champion_student_id, policy_id, student_id, router_id, texts, "
                       "teacher_nano, predicted_freed, predicted_freed_low, predicted_freed_high, "
                       "predicted_net_nano, predicted_net_low_nano, predicted_net_high_nano, horizon_days, "
                       "predicted_share, gate_texts, champion_nano, challenger_nano, last_tier_nano, "
                       "champion_accepted, challenger_accepted, at_us, is_held_back, learnability, learnability_low, "
                       "learnability_high) VALUES(?, ?, ?, ?, ?, ?, ?, "
                       "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            d.runId, d.iteration, d.taskId, core::domain::toString(d.outcome), d.reason, d.championPolicyId,
            d.championStudentId, d.policyId, d.studentId, d.routerId, d.texts, d.teacherCost, d.predictedFreed,
            d.predictedFreedLow, d.predictedFreedHigh, d.predictedNet, d.predictedNetLow, d.predictedNetHigh,
            d.horizonDays, d.predictedShare, d.gateTexts, d.championCost, d.challengerCost, d.lastTierCost,
            d.championAccepted, d.challengerAccepted, d.at, d.isHeldBack, learnability(&core::domain::Learnability::mean),
            learnability(&core::domain::Learnability::low), learnability(&core::domain::Learnability::high));
    });
}

core::Result<std::vector<LoopDecision>> SqlLoopStore::decisions(const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        return readDecisions(reader, "WHERE task_id = ? AND student_id NOT LIKE 'tuned %' ORDER BY at_us, run_id, iteration", taskId);
    });
}

core::Result<std::vector<core::ports::GateLook>> SqlLoopStore::gateLooks(const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<core::ports::GateLook> looks;
        Rows rows = reader.query(
            "SELECT s.run_id, s.iteration, s.result, count(*), sum(EXISTS(SELECT 1 FROM examples e "
            "WHERE e.task_id = a.task_id AND e.split = ? AND e.text_hash = a.text_hash)) FROM loop_stages s "
            "JOIN gate_answers a ON a.run_id = s.run_id AND a.iteration = s.iteration AND a.task_id = s.task_id "
            "WHERE s.task_id = ? AND s.stage = 'gate' AND s.is_finished = 1 "
            "GROUP BY s.run_id, s.position, s.iteration, s.result, s.started_at_us ORDER BY s.started_at_us, s.run_id",
            static_cast<int>(core::domain::DataSplit::Gate), taskId);
        while (rows.next()) {
            looks.push_back({rows.text(0), static_cast<int>(rows.integer(1)), rows.text(2), rows.integer(3),
                rows.integer(4)});
        }
        return looks;
    });
}

core::Result<std::vector<TaughtRow>> SqlLoopStore::answered(const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<TaughtRow> taught;
        Rows rows = reader.query(std::string(kTaughtColumns)
                + "WHERE t.task_id = ? AND (t.state = 'taught' OR (t.state = 'rejected' AND t.source = 'called')) "
                  "ORDER BY t.id",
            taskId);
        while (rows.next()) {
            taught.push_back(taughtFrom(rows));
        }
        return taught;
    });
}

} // namespace db
