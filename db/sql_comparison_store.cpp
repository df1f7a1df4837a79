#include "db/sql_comparison_store.h"

namespace db {

using core::ports::ComparedAnswer;
using core::ports::TierTakeover;

core::Result<void> SqlComparisonStore::save(std::span<const ComparedAnswer> answers)
{
    return m_access.write(Durability::Full,
        [rows = std::vector<ComparedAnswer>(answers.begin(), answers.end())](Connection& writer) {
            for (const ComparedAnswer& row : rows) {
                writer.run(
                    "INSERT INTO compared_answers(run_id, task_id, text_hash, is_challenger, example, tier_id, model, "
                    "answer, meets_target, prompt_tokens, completion_tokens, price_version_id, cost_nano, at_us) "
                    "SELECT ?, e.task_id, e.text_hash, ?, e.id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM examples e "
                    "WHERE e.task_id = ? AND e.text_hash = ? ON CONFLICT DO NOTHING",
                    row.runId, row.isChallenger, row.tierId, row.model, row.answer, row.meetsTarget,
                    row.usage.promptTokens, row.usage.completionTokens, row.priceVersionId, row.cost, row.at, row.taskId,
                    row.textHash);
                writer.run("INSERT INTO training_spend(run_id, iteration, task_id, text_hash, tier_id, model, "
                           "prompt_tokens, completion_tokens, price_version_id, cost_nano, at_us) "
                           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    row.runId, row.isChallenger, row.taskId, row.textHash, row.tierId, row.model, row.usage.promptTokens,
                    row.usage.completionTokens, row.priceVersionId, row.cost, row.at);
            }
        });
}

core::Result<std::vector<ComparedAnswer>> SqlComparisonStore::answers(
    const std::string& runId, const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<ComparedAnswer> answers;
        Rows rows = reader.query(
            "SELECT text_hash, is_challenger, tier_id, model, answer, meets_target, prompt_tokens, completion_tokens, "
            "price_version_id, cost_nano, at_us FROM compared_answers WHERE run_id = ? AND task_id = ? "
            "ORDER BY text_hash, is_challenger",
            runId, taskId);
        while (rows.next()) {
            ComparedAnswer answer;
            answer.runId = runId;
            answer.taskId = taskId;
            answer.textHash = rows.text(0);
            answer.isChallenger = rows.boolean(1);
            answer.tierId = rows.text(2);
            answer.model = rows.text(3);
            answer.answer = rows.text(4);
            answer.meetsTarget = rows.boolean(5);
            answer.usage.promptTokens = rows.integer(6);
            answer.usage.completionTokens = rows.integer(7);
            answer.priceVersionId = rows.text(8);
            answer.cost = rows.money(9);
            answer.at = rows.time(10);
            answers.push_back(std::move(answer));
        }
        return answers;
    });
}

core::Result<void> SqlComparisonStore::save(const TierTakeover& takeover)
{
    return m_access.write(Durability::Full, [row = takeover](Connection& writer) {
        writer.run("INSERT OR REPLACE INTO tier_takeovers(run_id, tier_id, at_us, reason, model, base_url, secret_name, "
                   "organisation, project, input_pico, output_pico, taken_back_at_us) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.runId, row.tierId, row.at, row.reason, row.model, row.baseUrl, row.secretName, row.organisation,
            row.project, row.prices.inputPicoUsd, row.prices.outputPicoUsd, row.takenBackAt);
    });
}

core::Result<std::optional<TierTakeover>> SqlComparisonStore::takeover(const std::string& runId) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT tier_id, at_us, reason, model, base_url, secret_name, organisation, project, "
                                 "input_pico, output_pico, taken_back_at_us FROM tier_takeovers WHERE run_id = ?",
            runId);
        if (!rows.next()) {
            return std::optional<TierTakeover>();
        }
        TierTakeover takeover;
        takeover.runId = runId;
        takeover.tierId = rows.text(0);
        takeover.at = rows.time(1);
        takeover.reason = rows.text(2);
        takeover.model = rows.text(3);
        takeover.baseUrl = rows.text(4);
        takeover.secretName = rows.text(5);
        takeover.organisation = rows.text(6);
        takeover.project = rows.text(7);
        takeover.prices = {rows.optionalInteger(8), rows.optionalInteger(9)};
        takeover.takenBackAt = rows.optionalTime(10);
        return std::optional(std::move(takeover));
    });
}

} // namespace db
