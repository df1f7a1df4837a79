#include "db/query_reader.h"

#include "db/name_table.h"

namespace db {

using core::domain::Attempt;
using core::domain::QueryRecord;
using core::ports::RequestRow;

namespace {

void readPredictions(Connection& connection, std::int64_t row, QueryRecord& record)
{
    Rows rows = connection.query(
        "SELECT n.value, p.meets_target_probability, p.expected_quality, p.expected_cost_usd, "
        "p.expected_latency_ms FROM predictions p JOIN names n ON n.id = p.tier "
        "WHERE p.query = ? ORDER BY p.position",
        row);
    while (rows.next()) {
        record.prediction.tiers.push_back(
            {rows.text(0), rows.real(1), rows.real(2), rows.real(3), rows.real(4)});
    }
}

Attempt attemptFrom(const Rows& rows)
{
    Attempt attempt;
    attempt.tierId = rows.text(0);
    attempt.model = rows.text(1);
    attempt.result = static_cast<core::domain::AttemptResult>(rows.integer(2));
    attempt.usage = {rows.integer(3), rows.integer(4)};
    attempt.priceVersionId = rows.text(5);
    if (const auto cost = rows.optionalInteger(6)) {
        attempt.cost = core::domain::Money{*cost};
    }
    attempt.latencyMs = rows.real(7);
    attempt.score = rows.optionalReal(8);
    attempt.threshold = rows.optionalReal(9);
    attempt.quality = rows.optionalReal(10);
    attempt.answer = rows.text(11);
    attempt.errorText = rows.text(12);
    attempt.scoreSignals = unpacked(rows.bytes(13));
    return attempt;
}

void readAttempts(Connection& connection, std::int64_t row, QueryRecord& record)
{
    Rows rows = connection.query(
        "SELECT t.value, m.value, a.result, a.prompt_tokens, a.completion_tokens, v.value, "
        "a.cost_nano, a.latency_ms, a.score, a.threshold, a.quality, a.answer, a.error_text, a.signals "
        "FROM attempts a JOIN names t ON t.id = a.tier JOIN names m ON m.id = a.model "
        "JOIN names v ON v.id = a.price_version WHERE a.query = ? ORDER BY a.position",
        row);
    while (rows.next()) {
        record.attempts.push_back(attemptFrom(rows));
    }
}

QueryRecord recordFrom(const Rows& rows)
{
    QueryRecord record;
    record.id = rows.text(1);
    record.at = rows.time(2);
    record.taskId = rows.text(3);
    record.clientKeyId = rows.text(4);
    record.endUserId = rows.text(5);
    record.source = rows.text(6);
    record.text = rows.text(7);
    record.textHash = rows.text(8);
    record.split = static_cast<core::domain::DataSplit>(rows.integer(9));
    record.isSimulated = rows.boolean(10);
    record.policyVersionId = rows.text(11);
    record.routerVersion = rows.text(12);
    record.prediction.difficulty = rows.real(13);
    record.prediction.isNovel = rows.boolean(14);
    record.scope = static_cast<core::domain::CertificateScope>(rows.integer(15));
    record.lastTierCost = rows.money(16);
    record.isLastTierCostKnown = rows.boolean(17);
    record.isLastTierCostEstimated = rows.boolean(18);
    record.overheadMs = rows.real(19);
    record.latencyMs = rows.real(20);
    record.auditProbability = rows.real(21);
    record.isAuditSelected = rows.boolean(22);
    return record;
}

std::optional<bool> meetsTarget(std::int64_t judgement)
{
    switch (static_cast<Judgement>(judgement)) {
    case Judgement::None:
        return std::nullopt;
    case Judgement::Met:
        return true;
    case Judgement::Missed:
        return false;
    }
    return std::nullopt;
}

} // namespace

RequestRow readRequestRow(Connection& connection, std::int64_t row)
{
    Rows rows = connection.query(
        "SELECT q.id, q.at_us, task.value, substr(q.text, 1, 200), tier.value, q.attempts, "
        "q.escalations, q.score, q.threshold, q.cost_nano, q.is_cost_known, q.last_tier_nano, "
        "q.is_last_tier_known, q.is_last_tier_estimated, q.latency_ms, f.judgement, "
        "q.is_simulated FROM queries q JOIN facets f ON f.id = q.facet "
        "JOIN names task ON task.id = f.task JOIN names tier ON tier.id = f.tier "
        "WHERE q.row = ?",
        row);
    RequestRow request;
    if (!rows.next()) {
        return request;
    }
    request.id = rows.text(0);
    request.at = rows.time(1);
    request.taskId = rows.text(2);
    request.textStart = rows.text(3);
    request.answeredByTier = rows.text(4);
    request.attempts = static_cast<int>(rows.integer(5));
    request.escalations = static_cast<int>(rows.integer(6));
    request.score = rows.optionalReal(7);
    request.threshold = rows.optionalReal(8);
    request.cost = rows.money(9);
    request.isCostKnown = rows.boolean(10);
    request.lastTierCost = rows.money(11);
    request.isLastTierCostKnown = rows.boolean(12);
    request.isLastTierCostEstimated = rows.boolean(13);
    request.latencyMs = rows.real(14);
    request.meetsTarget = meetsTarget(rows.integer(15));
    request.isSimulated = rows.boolean(16);
    return request;
}

std::optional<QueryRecord> readQueryRecord(Connection& connection, const std::string& id)
{
    std::optional<QueryRecord> record;
    std::int64_t row = 0;
    {
        Rows rows
            = connection.query("SELECT q.row, q.id, q.at_us, task.value, client_key.value, q.end_user, "
                               "source.value, q.text, q.text_hash, q.split, q.is_simulated, policy.value, "
                               "router.value, q.difficulty, q.is_novel, q.scope, q.last_tier_nano, "
                               "q.is_last_tier_known, q.is_last_tier_estimated, q.overhead_ms, q.latency_ms, "
                               "q.audit_probability, q.is_audit_selected FROM queries q "
                               "JOIN facets f ON f.id = q.facet JOIN names task ON task.id = f.task "
                               "JOIN names policy ON policy.id = f.policy "
                               "JOIN names client_key ON client_key.id = q.client_key "
                               "JOIN names source ON source.id = q.source "
                               "JOIN names router ON router.id = q.router_version WHERE q.id = ?",
                id);
        if (!rows.next()) {
            return std::nullopt;
        }
        row = rows.integer(0);
        record = recordFrom(rows);
    }
    readPredictions(connection, row, *record);
    readAttempts(connection, row, *record);
    return record;
}

std::vector<core::domain::Outcome> readOutcomes(Connection& connection, const std::string& queryId)
{
    std::vector<core::domain::Outcome> outcomes;
    Rows rows = connection.query(
        "SELECT o.at_us, o.source, n.value, o.quality, o.meets_target, o.sampling_probability, "
        "o.corrected_answer, o.note FROM outcomes o JOIN queries q ON q.row = o.query "
        "JOIN names n ON n.id = o.judge WHERE q.id = ? ORDER BY o.at_us, o.id",
        queryId);
    while (rows.next()) {
        outcomes.push_back({queryId, rows.time(0), static_cast<core::domain::LabelSource>(rows.integer(1)),
            rows.text(2), rows.real(3), rows.boolean(4), rows.optionalReal(5), rows.text(6), rows.text(7)});
    }
    return outcomes;
}

} // namespace db
