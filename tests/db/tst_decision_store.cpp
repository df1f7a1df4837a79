#include "core/domain/score_signals.h"
#include "core/journal/record_codec.h"
#include "db/connection.h"
#include "db/database_writer.h"

#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <variant>
#include <vector>

class DecisionStoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBackAsRecorded();
    void whatAScoreWasMadeOfComesBack();
    void aJournalOfAnEarlierVersionIsRead();
    void appendingAnIdTwiceChangesNothing();
    void unknownPricesStayUnknown();
    void queriesOfOneInstantAreAllKept();
    void outcomesComeBackInOrderAndNeedAQuery();
    void aReplayKnowsWhenAnAnswerWasJudged();
    void recordsOfThePastAreKeptInTheOrderOfTime();
    void whatWasAcknowledgedIsThereAfterReopening();
    void readOnlyWorkspacesRefuseToRecord();
    void aRecordThatWasPutAsideStopsNoOther();
    void aRetryStoresNothingTwice();
};

void DecisionStoreTest::everyFieldComesBackAsRecorded()
{
    WorkspaceFixture fixture;
    for (std::uint64_t i = 0; i < 50; ++i) {
        const auto record = sample::query(1, i, sample::noon() + std::chrono::milliseconds(i));
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
        ROUTENLP_VERIFY(fixture.stores.decisions->flush());
        const auto found = fixture.stores.requests->find(record.id);
        ROUTENLP_VERIFY(found);
        QVERIFY(found->has_value());
        QCOMPARE(**found, record);
    }
    const auto missing = fixture.stores.requests->find("nothing");
    ROUTENLP_VERIFY(missing);
    QVERIFY(!missing->has_value());
}

void DecisionStoreTest::whatAScoreWasMadeOfComesBack()
{
    WorkspaceFixture fixture;
    auto record = sample::query(1, 1, sample::noon());
    record.attempts = {record.attempts.front(), record.attempts.front()};
    record.attempts.front().result = core::domain::AttemptResult::Escalated;
    record.attempts.back().result = core::domain::AttemptResult::Accepted;
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> told{0.9, 0.8, 12, 0.7, 0.95, 0.3, 0.6, unknown};
    record.attempts.front().scoreSignals = told;
    record.attempts.back().scoreSignals = {0.7, unknown, unknown, 0.7, 0.95, unknown, unknown, unknown}; // the router's alone
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto found = fixture.stores.requests->find(record.id);
    ROUTENLP_VERIFY(found);
    QVERIFY(found->has_value());
    const std::vector<double>& kept = (*found)->attempts.front().scoreSignals;
    QCOMPARE(kept.size(), core::domain::kScoreSignals);
    QVERIFY(std::equal(told.begin(), told.end() - 1, kept.begin()));
    QVERIFY(std::isnan(kept.back()));
    QVERIFY((*found)->attempts.back().scoreSignals.empty());
}

void DecisionStoreTest::aJournalOfAnEarlierVersionIsRead()
{
    const auto record = sample::query(1, 1, sample::noon());
    std::string bytes;
    core::journal::encode(record, bytes);
    // The first version ended before each attempt's signals; without any these are a zero an attempt.
    bytes.resize(bytes.size() - record.attempts.size());
    QVERIFY(!core::journal::decode(bytes));
    bytes.front() = 1;
    const auto decoded = core::journal::decode(bytes);
    ROUTENLP_VERIFY(decoded);
    QCOMPARE(std::get<core::domain::QueryRecord>(*decoded), record);
}

void DecisionStoreTest::appendingAnIdTwiceChangesNothing()
{
    WorkspaceFixture fixture;
    auto record = sample::query(1, 1, sample::noon());
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    auto changed = record;
    changed.text = "another text";
    changed.at += std::chrono::seconds(5);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(changed));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    ROUTENLP_VERIFY(fixture.stores.decisions->append(changed));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    QCOMPARE(**fixture.stores.requests->find(record.id), record);
    QCOMPARE(*fixture.stores.requests->count({}, 100), 1);
    const auto overview = fixture.stores.metrics->overview(
        {{sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)}, {}, 0});
    ROUTENLP_VERIFY(overview);
    QCOMPARE(overview->totals.queries, 1);
    QCOMPARE(overview->totals.spend, record.knownCost());
}

void DecisionStoreTest::unknownPricesStayUnknown()
{
    WorkspaceFixture fixture;
    auto record = sample::query(1, 1, sample::noon());
    record.attempts = {record.attempts.front()};
    record.attempts.front().result = core::domain::AttemptResult::Accepted;
    record.attempts.front().cost.reset();
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto found = fixture.stores.requests->find(record.id);
    QVERIFY(!(*found)->attempts.front().cost.has_value());
    const auto page = fixture.stores.requests->page({}, {}, std::nullopt, 10);
    QVERIFY(!page->rows.front().isCostKnown);
    const auto overview = fixture.stores.metrics->overview(
        {{sample::noon(), sample::noon() + std::chrono::seconds(1)}, {}, 0});
    QCOMPARE(overview->totals.unknownCostQueries, 1);
    QCOMPARE(overview->totals.spend, core::domain::Money{});
}

void DecisionStoreTest::queriesOfOneInstantAreAllKept()
{
    WorkspaceFixture fixture;
    constexpr std::uint64_t kCount = 6000; // more than a microsecond has rows
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const auto at = sample::noon() + std::chrono::microseconds(i % 2 == 0 ? 0 : 3);
        ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, i, at)));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    QVERIFY2(fixture.stores.decisions->status().lastError.empty(),
        fixture.stores.decisions->status().lastError.c_str());
    QCOMPARE(*fixture.stores.requests->count({}, 100'000), static_cast<std::int64_t>(kCount));
    core::ports::RequestFilter filter;
    filter.range = {sample::noon(), sample::noon() + std::chrono::microseconds(1)};
    QCOMPARE(*fixture.stores.requests->count(filter, 100'000), static_cast<std::int64_t>(kCount / 2));
    filter.range
        = {sample::noon() + std::chrono::microseconds(1), sample::noon() + std::chrono::microseconds(4)};
    QCOMPARE(*fixture.stores.requests->count(filter, 100'000), static_cast<std::int64_t>(kCount / 2));
    filter.taskId = "fin_ner";
    const auto ofTask = *fixture.stores.requests->count(filter, 100'000);
    QVERIFY(ofTask > 0 && ofTask < static_cast<std::int64_t>(kCount / 2));
    const auto overview = fixture.stores.metrics->overview(
        {{sample::noon(), sample::noon() + std::chrono::microseconds(1)}, {}, 0});
    QCOMPARE(overview->totals.queries, static_cast<std::int64_t>(kCount / 2));
}

void DecisionStoreTest::aReplayKnowsWhenAnAnswerWasJudged()
{
    WorkspaceFixture fixture;
    const auto judged = sample::query(1, 1, sample::noon());
    auto other = sample::query(1, 2, sample::noon() + std::chrono::seconds(1));
    other.taskId = judged.taskId;
    auto outcome = sample::outcome(judged, sample::noon() + std::chrono::seconds(2), 0.25);
    outcome.samplingProbability = 0.5;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(other));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(outcome));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto recent = fixture.stores.replay->recent(judged.taskId, {}, 10);
    ROUTENLP_VERIFY(recent);
    QCOMPARE(recent->size(), std::size_t{2}); // the newest first
    QVERIFY(recent->front().judgedId.empty());
    QCOMPARE(recent->back().judgedId, judged.id);
    QVERIFY(recent->back().judgedAt == outcome.at);
    QCOMPARE(recent->back().judgedQuality.value(), 0.25);
    QCOMPARE(recent->back().judgedProbability, 0.5);
}

void DecisionStoreTest::outcomesComeBackInOrderAndNeedAQuery()
{
    WorkspaceFixture fixture;
    const auto record = sample::query(1, 1, sample::noon());
    QVERIFY(!fixture.stores.decisions->append(sample::outcome(record, sample::noon())));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    auto first = sample::outcome(record, sample::noon() + std::chrono::seconds(1), 0.25);
    first.correctedAnswer = "better";
    first.note = "why";
    auto second = sample::outcome(record, sample::noon() + std::chrono::seconds(2), 1.0);
    second.source = core::domain::LabelSource::Client;
    second.samplingProbability.reset();
    ROUTENLP_VERIFY(fixture.stores.decisions->append(first));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(second));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto outcomes = fixture.stores.requests->outcomes(record.id);
    ROUTENLP_VERIFY(outcomes);
    QCOMPARE(*outcomes, (std::vector{first, second}));
    QCOMPARE(fixture.stores.requests->page({}, {}, std::nullopt, 1)->rows.front().meetsTarget,
        std::optional(true));
}

void DecisionStoreTest::recordsOfThePastAreKeptInTheOrderOfTime()
{
    WorkspaceFixture fixture;
    std::vector<std::string> expected;
    for (int i = 0; i < 400; ++i) {
        const auto at = sample::noon() - std::chrono::hours((i * 37) % 400);
        ROUTENLP_VERIFY(
            fixture.stores.decisions->append(sample::query(1, static_cast<std::uint64_t>(i), at)));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto page = fixture.stores.requests->page({}, {}, std::nullopt, 1000);
    ROUTENLP_VERIFY(page);
    QCOMPARE(page->rows.size(), std::size_t{400});
    QVERIFY(std::is_sorted(
        page->rows.begin(), page->rows.end(), [](const auto& a, const auto& b) { return a.at > b.at; }));
}

void DecisionStoreTest::whatWasAcknowledgedIsThereAfterReopening()
{
    WorkspaceFixture fixture;
    for (std::uint64_t i = 0; i < 300; ++i) {
        ROUTENLP_VERIFY(
            fixture.stores.decisions->append(sample::query(1, i, sample::noon() + std::chrono::seconds(i))));
    }
    fixture.close(); // without flush()
    fixture.open();
    QCOMPARE(*fixture.stores.requests->count({}, 1000), 300);
    QVERIFY(std::filesystem::is_empty(fixture.path() / "journal")
        || std::distance(std::filesystem::directory_iterator(fixture.path() / "journal"),
               std::filesystem::directory_iterator())
            == 1);
}

void DecisionStoreTest::readOnlyWorkspacesRefuseToRecord()
{
    WorkspaceFixture fixture;
    auto reader = db::Workspace::openReadOnly(fixture.path());
    ROUTENLP_VERIFY(reader);
    const db::Stores stores = db::openStores(**reader);
    const auto refused = stores.decisions->append(sample::query(1, 1, sample::noon()));
    QVERIFY(!refused);
    QVERIFY(refused.error().code == core::ErrorCode::PermissionDenied);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, 1, sample::noon())));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    QCOMPARE(*stores.requests->count({}, 10), 1);
}

void DecisionStoreTest::aRecordThatWasPutAsideStopsNoOther()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.workspace->writer()->executeBare([](db::Connection& connection) {
        connection.run("CREATE TRIGGER refuse BEFORE INSERT ON queries "
                       "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
    }));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, 1, sample::noon())));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const core::ports::DecisionStoreStatus status = fixture.stores.decisions->status();
    QVERIFY2(status.lastError.find("put aside") != std::string::npos, status.lastError.c_str());
    QVERIFY(status.isStoring);
}

void DecisionStoreTest::aRetryStoresNothingTwice()
{
    WorkspaceFixture fixture;
    const auto record = sample::query(1, 1, sample::noon());
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto first = sample::outcome(record, sample::noon() + std::chrono::seconds(1), 0.25);
    auto refused = sample::outcome(record, sample::noon() + std::chrono::seconds(2), 1.0);
    refused.note = std::string(1 << 20, 'x');
    // The second one is refused, so that they are stored one by one; then there is no room to put it aside.
    ROUTENLP_VERIFY(fixture.workspace->writer()->executeBare([](db::Connection& connection) {
        connection.run("CREATE TRIGGER refuse BEFORE INSERT ON outcomes WHEN length(NEW.note) > 1000 "
                       "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
        db::Rows pages = connection.query("PRAGMA page_count");
        QVERIFY(pages.next());
        db::Rows limit = connection.query("PRAGMA max_page_count = " + std::to_string(pages.integer(0) + 8));
        QVERIFY(limit.next());
    }));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(first));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(refused));
    const auto full = fixture.stores.decisions->flush();
    QVERIFY(!full);
    QVERIFY2(full.error().code == core::ErrorCode::DiskFull, full.error().message.c_str());
    ROUTENLP_VERIFY(fixture.workspace->writer()->executeBare([](db::Connection& connection) {
        connection.run("DROP TRIGGER refuse");
        db::Rows limit = connection.query("PRAGMA max_page_count = 1000000");
        QVERIFY(limit.next());
    }));
    QTRY_VERIFY(fixture.stores.decisions->flush().has_value());
    const auto outcomes = fixture.stores.requests->outcomes(record.id);
    ROUTENLP_VERIFY(outcomes);
    QCOMPARE(*outcomes, (std::vector{first, refused}));
}

QTEST_GUILESS_MAIN(DecisionStoreTest)
#include "tst_decision_store.moc"
