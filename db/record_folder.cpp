#include "db/record_folder.h"

#include "core/domain/score_signals.h"
#include "db/dialect.h"
#include "db/row_key.h"
#include "db/sql_failure.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <variant>

namespace db {

using core::domain::Attempt;
using core::domain::Outcome;
using core::domain::QueryRecord;
using core::domain::Withdrawal;

namespace {

constexpr std::string_view kInsertQuery
    = "INSERT INTO queries(row, id, at_us, facet, client_key, source, router_version, end_user, text_hash, "
      "split, scope, is_simulated, attempts, escalations, cost_nano, is_cost_known, last_tier_nano, "
      "is_last_tier_known, is_last_tier_estimated, latency_ms, overhead_ms, score, threshold, difficulty, "
      "is_novel, audit_probability, is_audit_selected, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING";
constexpr std::string_view kInsertPrediction
    = "INSERT INTO predictions(query, position, tier, meets_target_probability, expected_quality, "
      "expected_cost_usd, expected_latency_ms) VALUES(?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertAttempt
    = "INSERT INTO attempts(query, position, tier, model, result, prompt_tokens, completion_tokens, "
      "price_version, cost_nano, latency_ms, score, threshold, quality, answer, error_text, signals) VALUES(?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// The router's part of them is in the predictions, too: alone it is not kept twice.
std::optional<Blob> signalsToKeep(const Attempt& attempt)
{
    return core::domain::tellsOfTokens(attempt.scoreSignals) ? std::optional(packed(attempt.scoreSignals)) : std::nullopt;
}

constexpr std::int64_t kHorizonStepMicroseconds = 600'000'000;

/// The attempt whose score the requests table shows: the one that answered, else the last.
const Attempt* decidingAttempt(const QueryRecord& record)
{
    const Attempt* accepted = record.accepted();
    return accepted != nullptr || record.attempts.empty() ? accepted : &record.attempts.back();
}

/// What the rollups count; of columns id, at_us, source, quality, meets_target, sampling_probability.
Outcome outcomeFrom(const Rows& rows)
{
    Outcome outcome;
    outcome.at = rows.time(1);
    outcome.source = static_cast<core::domain::LabelSource>(rows.integer(2));
    outcome.quality = rows.real(3);
    outcome.meetsTarget = rows.boolean(4);
    outcome.samplingProbability = rows.optionalReal(5);
    return outcome;
}

core::TimePoint newestTime(std::span<const JournalEntry> entries)
{
    core::TimePoint newest = core::TimePoint::min();
    for (const JournalEntry& entry : entries) {
        if (const auto* query = std::get_if<QueryRecord>(&entry.record)) {
            newest = std::max(newest, query->at);
        }
    }
    return newest;
}

} // namespace

RecordFolder::RecordFolder(Connection& connection)
    : m_connection(connection)
    , m_insertQuery(connection, std::string(kInsertQuery))
    , m_insertPrediction(connection, std::string(kInsertPrediction))
    , m_insertAttempt(connection, std::string(kInsertAttempt))
    , m_insertWords(connection, std::string(dialect::addToTextIndex()))
    , m_rollupWriter(connection)
    , m_names(connection)
    , m_facets(connection)
{
}

void RecordFolder::forgetAll()
{
    m_names.forget();
    m_facets.forget();
    m_isFresh = true;
}

void RecordFolder::fold(std::span<const JournalEntry> entries, core::TimePoint now)
{
    if (entries.empty()) {
        return;
    }
    try {
        Transaction transaction(m_connection, Transaction::Kind::Write);
        advanceTenSecondHorizon(std::max(now, newestTime(entries)));
        RollupBatch rollups;
        foldQueries(entries, rollups);
        for (const JournalEntry& entry : entries) {
            if (const auto* outcome = std::get_if<Outcome>(&entry.record)) {
                foldOutcome(*outcome, rollups);
            } else if (const auto* withdrawal = std::get_if<Withdrawal>(&entry.record)) {
                foldWithdrawal(*withdrawal, rollups);
            }
        }
        m_rollupWriter.write(rollups, m_tenSecondsFromUs);
        m_facets.writeExtents();
        setPosition(entries.back().end);
        transaction.commit();
    } catch (...) {
        forgetAll();
        throw;
    }
}

void RecordFolder::foldQueries(std::span<const JournalEntry> entries, RollupBatch& rollups)
{
    std::vector<const QueryRecord*> queries;
    queries.reserve(entries.size());
    for (const JournalEntry& entry : entries) {
        if (const auto* query = std::get_if<QueryRecord>(&entry.record)) {
            queries.push_back(query);
        }
    }
    // By time: rows then go to the index in ascending order, which the text index needs to be fast.
    std::stable_sort(queries.begin(), queries.end(),
        [](const QueryRecord* a, const QueryRecord* b) { return a->at < b->at; });
    for (const QueryRecord* query : queries) {
        foldQuery(*query, rollups);
    }
}

void RecordFolder::foldQuery(const QueryRecord& record, RollupBatch& rollups)
{
    m_attemptTiers.clear();
    for (const Attempt& attempt : record.attempts) {
        m_attemptTiers.push_back(m_names.idOf(attempt.tierId));
    }
    const std::int64_t row = freeRow(record.at);
    const std::int64_t task = m_names.idOf(record.taskId);
    if (!insertQuery(row, record, task)) {
        return; // the id is already stored
    }
    m_highestRow = std::max(m_highestRow, row);
    insertPredictions(row, record.prediction);
    insertAttempts(row, record);
    insertText(row, record);
    if (record.isAuditSelected) {
        m_connection.run("INSERT INTO audits(query, task, probability) VALUES(?, ?, ?)", row, task,
            record.auditProbability);
    }
    const std::int64_t key = record.clientKeyId.empty() ? 0 : m_names.idOf(record.clientKeyId);
    rollups.addQuery(record, {task, key, m_attemptTiers});
}

bool RecordFolder::insertQuery(std::int64_t row, const QueryRecord& record, std::int64_t task)
{
    const Attempt* accepted = record.accepted();
    const Attempt* deciding = decidingAttempt(record);
    const std::int64_t facet
        = m_facets.idOf({task, m_names.idOf(accepted == nullptr ? std::string() : accepted->tierId),
            m_names.idOf(record.policyVersionId), record.escalations() > 0, Judgement::None});
    const auto endUser = record.endUserId.empty() ? std::nullopt : std::optional(record.endUserId);
    const std::int64_t inserted = m_insertQuery.run(row, record.id, record.at, facet,
        m_names.idOf(record.clientKeyId), m_names.idOf(record.source), m_names.idOf(record.routerVersion),
        endUser, record.textHash, static_cast<int>(record.split), static_cast<int>(record.scope),
        record.isSimulated, record.attempts.size(), record.escalations(), record.knownCost(),
        record.isCostKnown(), record.lastTierCost, record.isLastTierCostKnown, record.isLastTierCostEstimated,
        record.latencyMs, record.overheadMs, deciding == nullptr ? std::nullopt : deciding->score,
        deciding == nullptr ? std::nullopt : deciding->threshold, record.prediction.difficulty,
        record.prediction.isNovel, record.auditProbability, record.isAuditSelected, record.text);
    if (inserted > 0) {
        m_facets.extend(facet, row);
    }
    return inserted > 0;
}

void RecordFolder::insertPredictions(std::int64_t row, const core::domain::RoutePrediction& prediction)
{
    int position = 0;
    for (const core::domain::TierPrediction& tier : prediction.tiers) {
        m_insertPrediction.run(row, position++, m_names.idOf(tier.tierId), tier.meetsTargetProbability,
            tier.expectedQuality, tier.expectedCostUsd, tier.expectedLatencyMs);
    }
}

void RecordFolder::insertAttempts(std::int64_t row, const QueryRecord& record)
{
    for (std::size_t i = 0; i < record.attempts.size(); ++i) {
        const Attempt& attempt = record.attempts[i];
        m_insertAttempt.run(row, i, m_attemptTiers[i], m_names.idOf(attempt.model),
            static_cast<int>(attempt.result), attempt.usage.promptTokens, attempt.usage.completionTokens,
            m_names.idOf(attempt.priceVersionId), attempt.cost, attempt.latencyMs, attempt.score,
            attempt.threshold, attempt.quality, attempt.answer, attempt.errorText, signalsToKeep(attempt));
    }
}

void RecordFolder::insertText(std::int64_t row, const QueryRecord& record)
{
    const Attempt* accepted = record.accepted();
    const std::string words
        = indexedWords(record.text, accepted == nullptr ? std::string() : accepted->answer);
    if (!words.empty()) {
        m_insertWords.run(row, words);
    }
}

void RecordFolder::foldOutcome(const Outcome& outcome, RollupBatch& rollups)
{
    const std::optional<Judged> query = judgedQuery(outcome.queryId);
    if (!query) {
        return; // erased since it was judged
    }
    const std::int64_t row = query->row;
    const bool isCounted = countOutcome(row, query->at, m_facets.facet(query->facet).task, outcome, rollups);
    m_connection.run(
        "INSERT INTO outcomes(query, at_us, source, judge, quality, meets_target, sampling_probability, "
        "is_counted, corrected_answer, note) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row, outcome.at, static_cast<int>(outcome.source), m_names.idOf(outcome.judge), outcome.quality,
        outcome.meetsTarget, outcome.samplingProbability, isCounted, outcome.correctedAnswer, outcome.note);
    // A hand-picked word about a drawn answer does not take it out of the sample.
    const bool isOfAPerson = outcome.source == core::domain::LabelSource::Human;
    if (isCounted || isOfAPerson) {
        m_connection.run("UPDATE audits SET judged_at_us = ? WHERE query = ? AND judged_at_us IS NULL "
                         "AND CASE WHEN probability IS NULL THEN ? ELSE ? END = 1",
            outcome.at, row, isOfAPerson, isCounted);
    }
    updateJudgement(row, query->facet);
}

std::optional<RecordFolder::Judged> RecordFolder::judgedQuery(const std::string& id)
{
    Rows query = m_connection.query("SELECT row, at_us, facet FROM queries WHERE id = ?", id);
    return query.next() ? std::optional(Judged{query.integer(0), query.time(1), query.integer(2)}) : std::nullopt;
}

/// The judgement leaves the table that everything is counted from, and what was made of it is corrected.
void RecordFolder::foldWithdrawal(const Withdrawal& withdrawal, RollupBatch& rollups)
{
    const std::optional<Judged> query = judgedQuery(withdrawal.queryId);
    if (!query) {
        return;
    }
    std::int64_t id = 0;
    bool isCounted = false;
    Outcome outcome;
    {
        Rows rows = m_connection.query(
            "SELECT o.id, o.at_us, o.source, o.quality, o.meets_target, o.sampling_probability, o.is_counted "
            "FROM outcomes o JOIN names n ON n.id = o.judge WHERE o.query = ? AND o.source = ? AND n.value = ? "
            "AND o.at_us = ? ORDER BY o.id DESC LIMIT 1",
            query->row, static_cast<int>(core::domain::LabelSource::Human), withdrawal.judge, withdrawal.judgedAt);
        if (!rows.next()) {
            return; // taken back already
        }
        id = rows.integer(0);
        outcome = outcomeFrom(rows);
        isCounted = rows.boolean(6);
    }
    m_connection.run(
        "INSERT INTO withdrawn_judgements(query, judge, judged_at_us, withdrawn_at_us, quality, meets_target, "
        "sampling_probability, is_watched) SELECT query, judge, at_us, ?, quality, meets_target, "
        "sampling_probability, CASE WHEN sampling_probability IS NOT NULL AND id <= (SELECT outcome FROM "
        "monitor_cursor WHERE id = 1) THEN 1 ELSE 0 END FROM outcomes WHERE id = ?",
        withdrawal.at, id);
    m_connection.run("DELETE FROM outcomes WHERE id = ?", id);
    // The highest id is given again, and what has it then is not read yet.
    m_connection.run("UPDATE monitor_cursor SET withdrawals = withdrawals + 1, outcome = CASE WHEN outcome < ? "
                     "THEN outcome WHEN EXISTS (SELECT 1 FROM outcomes WHERE id > ?) THEN outcome "
                     "ELSE (SELECT coalesce(max(id), 0) FROM outcomes) END WHERE id = 1",
        id, id);
    if (isCounted) {
        rollups.addJudgement(query->at, m_facets.facet(query->facet).task, outcome, -1);
        countNewest(*query, rollups);
    }
    m_connection.run(
        "UPDATE audits SET judged_at_us = (SELECT min(o.at_us) FROM outcomes o WHERE o.query = audits.query "
        "AND CASE WHEN audits.probability IS NULL THEN o.source = ? ELSE o.sampling_probability > 0 END) "
        "WHERE query = ?",
        static_cast<int>(core::domain::LabelSource::Human), query->row);
    updateJudgement(query->row, query->facet);
}

/// After the judgement that counted is gone: an older one of the answer counts again.
void RecordFolder::countNewest(const Judged& query, RollupBatch& rollups)
{
    std::optional<std::int64_t> id;
    Outcome newest;
    {
        Rows rows = m_connection.query("SELECT id, at_us, source, quality, meets_target, sampling_probability "
                                       "FROM outcomes WHERE query = ? AND sampling_probability > 0 "
                                       "ORDER BY at_us DESC, id DESC LIMIT 1",
            query.row);
        if (rows.next()) {
            id = rows.integer(0);
            newest = outcomeFrom(rows);
        }
    }
    if (id) {
        m_connection.run("UPDATE outcomes SET is_counted = 1 WHERE id = ?", *id);
        rollups.addJudgement(query.at, m_facets.facet(query.facet).task, newest, +1);
    }
}

/// An answer counts once in the rollups: by its newest judgement of known sampling probability.
bool RecordFolder::countOutcome(std::int64_t row, core::TimePoint queryAt, std::int64_t task,
    const Outcome& outcome, RollupBatch& rollups)
{
    if (!(outcome.samplingProbability.value_or(0.0) > 0.0)) {
        return false;
    }
    std::optional<std::int64_t> countedId;
    Outcome counted;
    {
        Rows rows
            = m_connection.query("SELECT id, at_us, source, quality, meets_target, sampling_probability "
                                 "FROM outcomes WHERE query = ? AND is_counted = 1",
                row);
        if (rows.next()) {
            countedId = rows.integer(0);
            counted = outcomeFrom(rows);
        }
    }
    if (countedId && counted.at > outcome.at) {
        return false;
    }
    if (countedId) {
        m_connection.run("UPDATE outcomes SET is_counted = 0 WHERE id = ?", *countedId);
        rollups.addJudgement(queryAt, task, counted, -1);
    }
    rollups.addJudgement(queryAt, task, outcome, +1);
    return true;
}

void RecordFolder::updateJudgement(std::int64_t row, std::int64_t facetId)
{
    Judgement newest = Judgement::None;
    {
        Rows rows = m_connection.query(
            "SELECT meets_target FROM outcomes WHERE query = ? ORDER BY at_us DESC, id DESC LIMIT 1", row);
        if (rows.next()) {
            newest = rows.boolean(0) ? Judgement::Met : Judgement::Missed;
        }
    }
    Facet facet = m_facets.facet(facetId);
    if (facet.judgement != newest) {
        facet.judgement = newest;
        const std::int64_t changed = m_facets.idOf(facet);
        m_connection.run("UPDATE queries SET facet = ? WHERE row = ?", changed, row);
        m_facets.extend(changed, row);
    }
}

std::int64_t RecordFolder::freeRow(core::TimePoint at)
{
    const std::int64_t first = firstRowAt(core::toMicroseconds(at));
    if (first > m_highestRow) {
        return first;
    }
    if (m_highestRow < first + kTies) {
        return m_highestRow + 1;
    }
    {
        Rows rows = m_connection.query(
            "SELECT max(row) FROM queries WHERE row >= ? AND row < ?", first, first + kTies);
        const std::int64_t row = rows.next() && !rows.isNull(0) ? rows.integer(0) + 1 : first;
        if (row < first + kTies) {
            return row;
        }
    }
    return spilledRow(first, endRowAt(core::toMicroseconds(at)));
}

/// The microsecond has no tie-breaker left, as under a clock that stands still.
std::int64_t RecordFolder::spilledRow(std::int64_t first, std::int64_t end)
{
    if (m_highestRow + 1 < end) {
        return m_highestRow + 1;
    }
    Rows gap = m_connection.query("SELECT min(q.row) + 1 FROM queries q WHERE q.row >= ? AND q.row < ? "
                                  "AND NOT EXISTS (SELECT 1 FROM queries n WHERE n.row = q.row + 1)",
        first, end - 1);
    if (!gap.next() || gap.isNull(0)) {
        throw SqlFailure({core::ErrorCode::Conflict, "too many queries carry the same time"});
    }
    return gap.integer(0);
}

void RecordFolder::advanceTenSecondHorizon(core::TimePoint newest)
{
    if (m_isFresh) {
        Rows highest = m_connection.query(
            "SELECT coalesce(max(row), ?) FROM queries", std::numeric_limits<std::int64_t>::min());
        m_highestRow = highest.next() ? highest.integer(0) : 0;
        Rows state = m_connection.query("SELECT ten_seconds_from_us FROM rollup_state WHERE id = 1");
        m_tenSecondsFromUs = state.next() ? state.integer(0) : 0;
        m_isFresh = false;
    }
    const std::int64_t horizon = bucketStart(core::toMicroseconds(newest) - kTenSecondsKeptMicroseconds, 60);
    if (horizon < m_tenSecondsFromUs + kHorizonStepMicroseconds) {
        return;
    }
    for (const RollupTable* table : {&kTrafficTable, &kTierTable, &kKeyTable}) {
        m_connection.run("DELETE FROM " + std::string(table->name) + " WHERE width_s = ? AND start_us < ?",
            kRollupWidths.front(), horizon);
    }
    m_connection.run("UPDATE rollup_state SET ten_seconds_from_us = ? WHERE id = 1", horizon);
    m_tenSecondsFromUs = horizon;
}

void RecordFolder::reject(const JournalEntry& entry, const std::string& reason, core::TimePoint now)
{
    std::string payload;
    std::visit([&payload](const auto& record) { core::journal::encode(record, payload); }, entry.record);
    Transaction transaction(m_connection, Transaction::Kind::Write);
    m_connection.run(
        "INSERT INTO rejected_records(at_us, reason, payload) VALUES(?, ?, ?)", now, reason, Blob{payload});
    setPosition(entry.end);
    transaction.commit();
}

core::journal::JournalPosition RecordFolder::foldedThrough()
{
    Rows rows = m_connection.query("SELECT segment, byte_offset FROM journal_state WHERE id = 1");
    if (!rows.next()) {
        throw SqlFailure({core::ErrorCode::Corrupt, "the workspace has lost its journal position"});
    }
    return {rows.integer(0), rows.integer(1)};
}

void RecordFolder::setPosition(core::journal::JournalPosition position)
{
    m_connection.run("UPDATE journal_state SET segment = ?, byte_offset = ? WHERE id = 1", position.segment,
        position.offset);
}

} // namespace db
