#include "db/sql_shadow_store.h"

#include "db/name_table.h"
#include "db/privacy.h"
#include "db/query_reader.h"
#include "db/traffic_span.h"

namespace db {

using core::domain::ShadowAnswer;
using core::domain::ShadowPlan;
using core::domain::ShadowRecord;
using core::ports::ShadowRow;

namespace {

constexpr std::string_view kAnswerColumns
    = "SELECT t.value, m.value, a.result, a.is_tried, a.is_from_traffic, a.prompt_tokens, "
      "a.completion_tokens, v.value, a.cost_nano, a.latency_ms, a.score, a.quality, a.meets_target, a.answer, "
      "a.error_text, a.query, a.signals FROM shadow_answers a JOIN names t ON t.id = a.tier JOIN names m ON m.id = a.model "
      "JOIN names v ON v.id = a.price_version ";

ShadowAnswer answerFrom(const Rows& rows)
{
    ShadowAnswer answer;
    core::domain::Attempt& attempt = answer.attempt;
    attempt.tierId = rows.text(0);
    attempt.model = rows.text(1);
    attempt.result = static_cast<core::domain::AttemptResult>(rows.integer(2));
    answer.isTried = rows.boolean(3);
    answer.isFromTraffic = rows.boolean(4);
    attempt.usage = {rows.integer(5), rows.integer(6)};
    attempt.priceVersionId = rows.text(7);
    if (const auto cost = rows.optionalInteger(8)) {
        attempt.cost = core::domain::Money{*cost};
    }
    attempt.latencyMs = rows.real(9);
    attempt.score = rows.optionalReal(10);
    attempt.quality = rows.optionalReal(11);
    if (!rows.isNull(12)) {
        answer.meetsTarget = rows.boolean(12);
    }
    attempt.answer = rows.text(13);
    attempt.errorText = rows.text(14);
    attempt.scoreSignals = unpacked(rows.bytes(16));
    return answer;
}

std::optional<std::int64_t> rowOf(Connection& connection, const std::string& queryId)
{
    Rows rows = connection.query("SELECT row FROM queries WHERE id = ?", queryId);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void insertAnswer(Connection& connection, NameTable& names, std::int64_t row, std::string_view purpose,
    std::size_t position, const ShadowAnswer& answer)
{
    const core::domain::Attempt& attempt = answer.attempt;
    connection.run(
        "INSERT INTO shadow_answers(query, purpose, position, tier, model, result, is_tried, is_from_traffic, "
        "prompt_tokens, completion_tokens, price_version, cost_nano, latency_ms, score, quality, meets_target, "
        "answer, error_text, signals) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row, purpose, position, names.idOf(attempt.tierId), names.idOf(attempt.model),
        static_cast<int>(attempt.result), answer.isTried, answer.isFromTraffic, attempt.usage.promptTokens,
        attempt.usage.completionTokens, names.idOf(attempt.priceVersionId), attempt.cost, attempt.latencyMs,
        attempt.score, attempt.quality, answer.meetsTarget, attempt.answer, attempt.errorText,
        packed(attempt.scoreSignals));
}

void insertRecord(Connection& connection, NameTable& names, const ShadowRecord& record)
{
    const std::optional<std::int64_t> row = rowOf(connection, record.queryId);
    if (!row) {
        return; // erased since it was answered
    }
    const std::string_view purpose = core::domain::toString(record.purpose);
    const std::int64_t added = connection.run(
        "INSERT INTO shadow_queries(query, purpose, task, at_us, basis, probability, judged_by, judge, "
        "review_probability, is_review_selected) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(query, purpose) DO NOTHING",
        *row, purpose, names.idOf(record.taskId), record.at, names.idOf(record.basis), record.probability,
        static_cast<int>(record.judgedBy), names.idOf(record.judge), record.reviewProbability,
        record.isReviewSelected);
    for (std::size_t i = 0; added > 0 && i < record.answers.size(); ++i) {
        insertAnswer(connection, names, *row, purpose, i, record.answers[i]);
    }
}

/// The newest word about each tier's answer to the query.
std::vector<core::domain::ShadowReview> reviewsOf(
    Connection& reader, std::int64_t row, const std::string& queryId)
{
    std::vector<core::domain::ShadowReview> reviews;
    Rows rows = reader.query(
        "SELECT n.value, r.at_us, r.reviewer, r.meets_target FROM shadow_reviews r JOIN names n ON n.id = r.tier "
        "WHERE r.query = ? AND r.id = (SELECT max(s.id) FROM shadow_reviews s WHERE s.query = r.query AND s.tier "
        "= r.tier) ORDER BY r.id",
        row);
    while (rows.next()) {
        reviews.push_back({queryId, rows.text(0), rows.time(1), rows.text(2), rows.boolean(3)});
    }
    return reviews;
}

void readAnswers(Connection& reader, std::int64_t row, ShadowRecord& record)
{
    Rows rows = reader.query(std::string(kAnswerColumns) + "WHERE a.query = ? AND a.purpose = ? ORDER BY a.position",
        row, core::domain::toString(record.purpose));
    while (rows.next()) {
        record.answers.push_back(answerFrom(rows));
    }
}

core::Result<void> checkShares(const ShadowPlan& plan)
{
    for (const double share : {plan.share, plan.reviewShare}) {
        if (!(share >= 0 && share <= 1)) {
            return core::fail(core::ErrorCode::InvalidArgument,
                "a share of the traffic lies between 0 and 1 (0.2 is 20%), not " + std::to_string(share));
        }
    }
    return {};
}

} // namespace

core::Result<void> SqlShadowStore::append(std::span<const ShadowRecord> records)
{
    if (DatabaseWriter* writer = m_access.workspace().writer(); writer != nullptr) {
        if (auto flushed = writer->flush(); !flushed) { // the queries themselves come first
            return flushed;
        }
    }
    std::vector<ShadowRecord> kept;
    kept.reserve(records.size());
    for (const ShadowRecord& record : records) {
        kept.push_back(m_access.workspace().privacy().applied(record));
    }
    return m_access.write(Durability::Traffic, [kept = std::move(kept)](Connection& connection) {
        NameTable names(connection);
        for (const ShadowRecord& record : kept) {
            insertRecord(connection, names, record);
        }
    });
}

core::Result<std::vector<ShadowRow>> SqlShadowStore::rows(const core::ports::ShadowQuery& query) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<ShadowRow> found;
        std::vector<std::int64_t> keys;
        const auto task = nameId(reader, query.taskId);
        const auto basis = nameId(reader, query.basis);
        if (!task || !basis) {
            return found;
        }
        {
            Rows rows = reader.query(
                "SELECT s.query, q.id, s.at_us, q.text_hash, q.split, s.probability, s.judged_by, j.value, "
                "s.review_probability, s.is_review_selected, q.is_last_tier_known, q.last_tier_nano "
                "FROM shadow_queries s "
                "JOIN queries q ON q.row = s.query JOIN names j ON j.id = s.judge "
                "WHERE s.task = ? AND s.purpose = 'certification' AND s.basis = ? AND q.at_us >= ? "
                "ORDER BY q.text_hash, q.row",
                *task, *basis, query.since);
            while (rows.next()) {
                ShadowRow row;
                row.record.queryId = rows.text(1);
                row.record.at = rows.time(2);
                row.record.taskId = query.taskId;
                row.record.textHash = rows.text(3);
                row.record.split = static_cast<core::domain::DataSplit>(rows.integer(4));
                row.record.basis = query.basis;
                row.record.probability = rows.real(5);
                row.record.judgedBy = static_cast<core::domain::LabelSource>(rows.integer(6));
                row.record.judge = rows.text(7);
                row.record.reviewProbability = rows.real(8);
                row.record.isReviewSelected = rows.boolean(9);
                if (rows.boolean(10)) {
                    row.lastTierCost = rows.money(11);
                }
                keys.push_back(rows.integer(0));
                found.push_back(std::move(row));
            }
        }
        for (std::size_t i = 0; i < found.size(); ++i) {
            readAnswers(reader, keys[i], found[i].record);
            if (found[i].record.isReviewSelected) {
                found[i].reviews = reviewsOf(reader, keys[i], found[i].record.queryId);
            }
        }
        return found;
    });
}

core::Result<std::int64_t> SqlShadowStore::count(const core::ports::ShadowQuery& query) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT count(*) FROM shadow_queries s JOIN queries q ON q.row = s.query "
                                 "WHERE s.task = (SELECT id FROM names WHERE value = ?) AND s.purpose = 'certification' "
                                 "AND s.basis = (SELECT id FROM names WHERE value = ?) AND q.at_us >= ?",
            query.taskId, query.basis, query.since);
        return rows.next() ? rows.integer(0) : std::int64_t{0};
    });
}

core::Result<std::vector<std::string>> SqlShadowStore::bases(const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<std::string> bases;
        Rows rows = reader.query("SELECT DISTINCT b.value FROM shadow_queries s JOIN names b ON b.id = s.basis "
                                 "WHERE s.task = (SELECT id FROM names WHERE value = ?) "
                                 "AND s.purpose = 'certification' ORDER BY 1",
            taskId);
        while (rows.next()) {
            bases.push_back(rows.text(0));
        }
        return bases;
    });
}

core::Result<void> SqlShadowStore::review(const core::domain::ShadowReview& review)
{
    return m_access.write(Durability::Full, [review](Connection& connection) {
        NameTable names(connection);
        const std::int64_t added = connection.run(
            "INSERT INTO shadow_reviews(query, tier, at_us, reviewer, meets_target) "
            "SELECT a.query, a.tier, ?, ?, ? FROM shadow_answers a JOIN shadow_queries s ON s.query = a.query "
            "AND s.purpose = a.purpose JOIN queries q ON q.row = a.query "
            "WHERE q.id = ? AND a.tier = ? AND s.purpose = 'certification' AND s.is_review_selected = 1",
            review.at, review.reviewer, review.meetsTarget, review.queryId, names.idOf(review.tierId));
        if (added == 0) {
            throw SqlFailure({core::ErrorCode::NotFound,
                "no answer of tier '" + review.tierId + "' to query " + review.queryId
                    + " was drawn for review; only drawn ones correct the judge"});
        }
    });
}

core::Result<std::vector<core::ports::ShadowReviewItem>> SqlShadowStore::reviewItems(
    const std::string& taskId, int limit) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<core::ports::ShadowReviewItem> items;
        std::vector<std::int64_t> keys;
        {
            Rows rows = reader.query(std::string(kAnswerColumns)
                    + "JOIN shadow_queries s ON s.query = a.query AND s.purpose = a.purpose "
                      "WHERE s.purpose = 'certification' AND s.is_review_selected = 1 AND a.meets_target IS NOT NULL "
                      "AND (? = '' OR s.task = (SELECT id FROM names WHERE value = ?)) AND NOT EXISTS (SELECT 1 FROM "
                      "shadow_reviews r WHERE r.query = a.query AND r.tier = a.tier) ORDER BY a.query, a.position "
                      "LIMIT ?",
                taskId, taskId, limit);
            while (rows.next()) {
                items.push_back({{}, answerFrom(rows)});
                keys.push_back(rows.integer(15));
            }
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            std::string id;
            {
                Rows rows = reader.query("SELECT id FROM queries WHERE row = ?", keys[i]);
                id = rows.next() ? rows.text(0) : std::string();
            }
            if (auto record = readQueryRecord(reader, id)) {
                items[i].query = std::move(*record);
            }
        }
        return items;
    });
}

core::Result<std::vector<core::ports::ShadowSpend>> SqlShadowStore::spend(
    core::TimePoint from, core::TimePoint to) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<core::ports::ShadowSpend> spend;
        Rows rows = reader.query(
            "SELECT task.value, tier.value, a.purpose, count(*), coalesce(sum(a.cost_nano), 0), "
            "sum(a.cost_nano IS NULL AND a.result <> 2) FROM shadow_answers a "
            "JOIN shadow_queries s ON s.query = a.query AND s.purpose = a.purpose "
            "JOIN queries q ON q.row = a.query JOIN names task ON task.id = s.task "
            "JOIN names tier ON tier.id = a.tier WHERE a.is_from_traffic = 0 AND q.at_us >= ? AND q.at_us < ? "
            "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            from, to);
        while (rows.next()) {
            spend.push_back({rows.text(0), rows.text(1),
                core::domain::shadowPurposeFrom(rows.text(2)).value_or(core::domain::ShadowPurpose::Audit),
                rows.integer(3), rows.money(4), rows.integer(5)});
        }
        return spend;
    });
}

core::Result<std::map<std::string, ShadowPlan>> SqlShadowStore::plans() const
{
    return m_access.read([](Connection& reader) {
        std::map<std::string, ShadowPlan> plans;
        {
            Rows rows = reader.query("SELECT task_id, share, is_for_certification, review_share, is_automatic, "
                                     "judges_audits FROM shadow_plans");
            while (rows.next()) {
                plans[rows.text(0)] = ShadowPlan{
                    rows.real(1), {}, rows.boolean(2), rows.real(3), rows.boolean(4), rows.boolean(5)};
            }
        }
        Rows tiers = reader.query("SELECT task_id, tier_id FROM shadow_plan_tiers ORDER BY task_id, tier_id");
        while (tiers.next()) {
            plans[tiers.text(0)].tierIds.push_back(tiers.text(1));
        }
        return plans;
    });
}

core::Result<void> SqlShadowStore::savePlan(const std::string& taskId, const ShadowPlan& plan)
{
    if (auto checked = checkShares(plan); !checked) {
        return checked;
    }
    return m_access.write(Durability::Full, [taskId, plan](Connection& connection) {
        connection.run("DELETE FROM shadow_plan_tiers WHERE task_id = ?", taskId);
        connection.run(
            "INSERT INTO shadow_plans(task_id, share, is_for_certification, review_share, is_automatic, "
            "judges_audits) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(task_id) DO UPDATE SET share = excluded.share, "
            "is_for_certification = excluded.is_for_certification, review_share = excluded.review_share, "
            "is_automatic = excluded.is_automatic, judges_audits = excluded.judges_audits",
            taskId, plan.share, plan.isForCertification, plan.reviewShare, plan.isAutomatic, plan.judgesAudits);
        for (const std::string& tierId : plan.tierIds) {
            connection.run("INSERT INTO shadow_plan_tiers(task_id, tier_id) VALUES(?, ?) "
                           "ON CONFLICT(task_id, tier_id) DO NOTHING",
                taskId, tierId);
        }
    });
}

core::Result<std::map<std::string, core::ports::Recertification>> SqlShadowStore::recertifications() const
{
    return m_access.read([](Connection& reader) {
        std::map<std::string, core::ports::Recertification> tasks;
        Rows rows = reader.query("SELECT task_id, since_us, reason FROM recertifications");
        while (rows.next()) {
            tasks[rows.text(0)] = {rows.time(1), rows.text(2)};
        }
        return tasks;
    });
}

core::Result<void> SqlShadowStore::setRecertification(
    const std::string& taskId, const std::optional<core::ports::Recertification>& recertification)
{
    return m_access.write(Durability::Full, [taskId, recertification](Connection& connection) {
        connection.run("DELETE FROM recertifications WHERE task_id = ?", taskId);
        if (recertification) {
            connection.run("INSERT INTO recertifications(task_id, since_us, reason) VALUES(?, ?, ?)", taskId,
                recertification->since, recertification->reason);
        }
    });
}

} // namespace db
