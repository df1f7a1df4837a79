#include "db/record_folder.h"

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
      "price_version, cost_nano, latency_ms, score, threshold, quality, answer, error_text) VALUES(?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::int64_t kHorizonStepMicroseconds = 600'000'000;

/// The attempt whose score the requests table shows: the one that answered, else the last.
const Attempt* decidingAttempt(const QueryRecord& record)
{
    const Attempt* accepted = record.accepted();
    return accepted != nullptr || record.attempts.empty() ? accepted : &record.attempts.back();
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
            attempt.threshold, attempt.quality, attempt.answer, attempt.errorText);
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
    std::int64_t row = 0;
    std::int64_t facetId = 0;
    core::TimePoint at;
    {
        Rows query
            = m_connection.query("SELECT row, at_us, facet FROM queries WHERE id = ?", outcome.queryId);
        if (!query.next()) {
            return; // erased since it was judged
        }
        row = query.integer(0);
        at = query.time(1);
        facetId = query.integer(2);
    }
    const bool isCounted = countOutcome(row, at, m_facets.facet(facetId).task, outcome, rollups);
    m_connection.run(
        "INSERT INTO outcomes(query, at_us, source, judge, quality, meets_target, sampling_probability, "
        "is_counted, corrected_answer, note) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row, outcome.at, static_cast<int>(outcome.source), m_names.idOf(outcome.judge), outcome.quality,
        outcome.meetsTarget, outcome.samplingProbability, isCounted, outcome.correctedAnswer, outcome.note);
    if (isCounted) { // a hand-picked word about a drawn answer does not take it out of the sample
        m_connection.run(
            "UPDATE audits SET judged_at_us = ? WHERE query = ? AND judged_at_us IS NULL", outcome.at, row);
    }
    updateJudgement(row, facetId);
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
            counted.at = rows.time(1);
            counted.source = static_cast<core::domain::LabelSource>(rows.integer(2));
            counted.quality = rows.real(3);
            counted.meetsTarget = rows.boolean(4);
            counted.samplingProbability = rows.optionalReal(5);
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
