#include "db/doctor.h"
#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

using core::domain::LabelSource;
using core::domain::Outcome;
using core::domain::QueryRecord;
using core::ports::ReviewFilter;
using core::ports::ReviewSource;

class ReviewQueueTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawnAnswersWaitUntilACountedJudgement();
    void aHandPickedWordLeavesTheSampleAlone();
    void whatWasTakenBackCountsNowhere();
    void aJudgementTakenBackLetsTheOneBeforeCount();
    void pickedAnswersHaveAQueueOfTheirOwn();
    void theLeastSureComeFirstOnRequest();
    void secondOpinionsLeaveOutOnesOwn();
    void agreementCountsTheNewestWordOfEachJudge();
    void kappaFollowsItsDefinition_data();
    void kappaFollowsItsDefinition();

private:
    static Outcome lastOf(WorkspaceFixture& fixture, const QueryRecord& record);
    static void takeBack(WorkspaceFixture& fixture, const Outcome& outcome);
    static QString problemsIn(WorkspaceFixture& fixture); ///< that a doctor finds; closes the workspace
    static QueryRecord record(
        WorkspaceFixture& fixture, std::uint64_t number, const char* task, bool isDrawn);
    static void judge(WorkspaceFixture& fixture, const QueryRecord& record, const char* judge, double quality,
        LabelSource source = LabelSource::Human, bool isCounted = true);
};

QueryRecord ReviewQueueTest::record(
    WorkspaceFixture& fixture, std::uint64_t number, const char* task, bool isDrawn)
{
    QueryRecord record = sample::query(3, number, sample::noon() + std::chrono::seconds(number));
    record.taskId = task;
    record.isAuditSelected = isDrawn;
    record.attempts.back().result = core::domain::AttemptResult::Accepted;
    if (!fixture.stores.decisions->append(record) || !fixture.stores.decisions->flush()) {
        qFatal("not recorded");
    }
    return record;
}

void ReviewQueueTest::judge(WorkspaceFixture& fixture, const QueryRecord& record, const char* judge,
    double quality, LabelSource source, bool isCounted)
{
    static int seconds = 0;
    Outcome outcome = sample::outcome(
        record, sample::noon() + std::chrono::hours(1) + std::chrono::seconds(++seconds), quality);
    outcome.judge = judge;
    outcome.source = source;
    if (!isCounted) {
        outcome.samplingProbability.reset();
    }
    if (!fixture.stores.decisions->append(outcome) || !fixture.stores.decisions->flush()) {
        qFatal("not recorded");
    }
}

void ReviewQueueTest::drawnAnswersWaitUntilACountedJudgement()
{
    WorkspaceFixture fixture;
    const QueryRecord first = record(fixture, 1, "fin_ner", true);
    record(fixture, 2, "fin_ner", false);
    const QueryRecord other = record(fixture, 3, "legal_risk", true);
    const auto& queue = *fixture.stores.reviews;
    const auto waiting = queue.items({}, 10);
    ROUTENLP_VERIFY(waiting);
    QCOMPARE(waiting->size(), std::size_t{2});
    QVERIFY(waiting->front().record == first); // oldest first, whole
    QCOMPARE(*queue.count({ReviewSource::AuditSample, "legal_risk", {}}, 10), std::int64_t{1});
    QCOMPARE(*queue.count({ReviewSource::AuditSample, "unheard_of", {}}, 10), std::int64_t{0});
    judge(fixture, first, "ann", 1);
    QCOMPARE(*queue.count({}, 10), std::int64_t{1});
    QVERIFY(queue.items({}, 10)->front().record.id == other.id);
}

void ReviewQueueTest::aHandPickedWordLeavesTheSampleAlone()
{
    WorkspaceFixture fixture;
    const QueryRecord drawn = record(fixture, 1, "fin_ner", true);
    judge(fixture, drawn, "client", 0, LabelSource::Client, false);
    QCOMPARE(*fixture.stores.reviews->count({}, 10), std::int64_t{1});
}

Outcome ReviewQueueTest::lastOf(WorkspaceFixture& fixture, const QueryRecord& record)
{
    return fixture.stores.requests->outcomes(record.id)->back();
}

void ReviewQueueTest::takeBack(WorkspaceFixture& fixture, const Outcome& outcome)
{
    const core::domain::Withdrawal withdrawal{
        outcome.queryId, outcome.at + std::chrono::seconds(1), outcome.judge, outcome.at};
    if (!fixture.stores.decisions->append(withdrawal) || !fixture.stores.decisions->flush()) {
        qFatal("not taken back");
    }
}

QString ReviewQueueTest::problemsIn(WorkspaceFixture& fixture)
{
    fixture.close();
    const auto report = db::examineWorkspace(fixture.path(), false);
    if (!report) {
        return QString::fromStdString(report.error().message);
    }
    QString problems;
    for (const db::DoctorFinding& finding : report->findings) {
        problems += finding.isWarning ? QString() : QString::fromStdString(finding.message + "\n");
    }
    return problems;
}

void ReviewQueueTest::whatWasTakenBackCountsNowhere()
{
    WorkspaceFixture fixture;
    const QueryRecord drawn = record(fixture, 1, "fin_ner", true);
    const core::ports::OverviewQuery hour{{sample::noon(), sample::noon() + std::chrono::hours(1)}, {}, 0};
    judge(fixture, drawn, "ann", 0);
    QCOMPARE(fixture.stores.metrics->overview(hour)->totals.judged, std::int64_t{1});
    const Outcome said = lastOf(fixture, drawn);
    takeBack(fixture, said);
    takeBack(fixture, said); // said twice, taken back once
    QVERIFY(fixture.stores.requests->outcomes(drawn.id)->empty());
    QCOMPARE(*fixture.stores.reviews->count({}, 10), std::int64_t{1}); // it waits again
    QCOMPARE(fixture.stores.metrics->overview(hour)->totals.judged, std::int64_t{0});
    judge(fixture, drawn, "ann", 1);
    QCOMPARE(*fixture.stores.reviews->count({}, 10), std::int64_t{0});
    QCOMPARE(fixture.stores.requests->outcomes(drawn.id)->size(), std::size_t{1});
    QCOMPARE(problemsIn(fixture), QString()); // the rollups are what the rows say
}

void ReviewQueueTest::aJudgementTakenBackLetsTheOneBeforeCount()
{
    WorkspaceFixture fixture;
    const QueryRecord drawn = record(fixture, 1, "fin_ner", true);
    judge(fixture, drawn, "ann", 0);
    judge(fixture, drawn, "bob", 1);
    takeBack(fixture, lastOf(fixture, drawn));
    QCOMPARE(*fixture.stores.reviews->count({}, 10), std::int64_t{0}); // ann's word stands
    QCOMPARE(*fixture.stores.reviews->count({ReviewSource::SecondOpinion, {}, "bob"}, 10), std::int64_t{1});
    const auto page = fixture.stores.requests->page({}, {}, {}, 10);
    QVERIFY(page->rows.front().meetsTarget == std::optional(false));
    QCOMPARE(problemsIn(fixture), QString());
}

void ReviewQueueTest::pickedAnswersHaveAQueueOfTheirOwn()
{
    WorkspaceFixture fixture;
    record(fixture, 1, "fin_ner", true);
    const QueryRecord picked = record(fixture, 2, "fin_ner", false);
    ROUTENLP_VERIFY(fixture.stores.pickedReviews->add(std::vector{picked.id}));
    const auto& queue = *fixture.stores.reviews;
    const ReviewFilter byHand{ReviewSource::Picked, {}, "ann"};
    const auto items = queue.items(byHand, 10);
    ROUTENLP_VERIFY(items);
    QCOMPARE(items->size(), std::size_t{1});
    QVERIFY(items->front().record.id == picked.id);
    judge(fixture, picked, "ann", 1, LabelSource::Human, false);
    QCOMPARE(*queue.count(byHand, 10), std::int64_t{0});
    takeBack(fixture, lastOf(fixture, picked));
    QCOMPARE(*queue.count(byHand, 10), std::int64_t{1});
}

void ReviewQueueTest::theLeastSureComeFirstOnRequest()
{
    WorkspaceFixture fixture;
    std::vector<std::string> ids;
    for (const auto score : {std::optional(0.9), std::optional<double>(), std::optional(0.2)}) {
        const auto number = static_cast<std::uint64_t>(ids.size()) + 1;
        QueryRecord drawn = sample::query(3, number, sample::noon() + std::chrono::seconds(number));
        drawn.isAuditSelected = true;
        drawn.attempts.resize(1);
        drawn.attempts.back().result = core::domain::AttemptResult::Accepted;
        drawn.attempts.back().score = score;
        ROUTENLP_VERIFY(fixture.stores.decisions->append(drawn));
        ids.push_back(drawn.id);
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    ReviewFilter filter;
    filter.isLeastSureFirst = true;
    const auto items = fixture.stores.reviews->items(filter, 10);
    ROUTENLP_VERIFY(items);
    QCOMPARE(items->size(), ids.size());
    QVERIFY(items->at(0).record.id == ids[2] && items->at(1).record.id == ids[0]);
    QVERIFY(items->at(2).record.id == ids[1]); // without a score
}

void ReviewQueueTest::secondOpinionsLeaveOutOnesOwn()
{
    WorkspaceFixture fixture;
    const QueryRecord byMachine = record(fixture, 1, "fin_ner", true);
    const QueryRecord byAnn = record(fixture, 2, "fin_ner", true);
    record(fixture, 3, "fin_ner", true); // judged by nobody
    judge(fixture, byMachine, "reference", 1, LabelSource::Reference);
    judge(fixture, byAnn, "ann", 1);
    const auto& queue = *fixture.stores.reviews;
    QCOMPARE(*queue.count({ReviewSource::SecondOpinion, {}, "bob"}, 10), std::int64_t{2});
    const auto forAnn = queue.items({ReviewSource::SecondOpinion, {}, "ann"}, 10);
    ROUTENLP_VERIFY(forAnn);
    QCOMPARE(forAnn->size(), std::size_t{1});
    QVERIFY(forAnn->front().record.id == byMachine.id);
    QCOMPARE(forAnn->front().outcomes.size(), std::size_t{1});
}

void ReviewQueueTest::agreementCountsTheNewestWordOfEachJudge()
{
    WorkspaceFixture fixture;
    const QueryRecord both = record(fixture, 1, "fin_ner", true);
    const QueryRecord split = record(fixture, 2, "fin_ner", true);
    const QueryRecord elsewhere = record(fixture, 3, "legal_risk", true);
    judge(fixture, both, "reference", 0, LabelSource::Reference);
    judge(fixture, both, "ann", 0);
    judge(fixture, both, "bob", 1);
    judge(fixture, both, "ann", 1); // thought again
    judge(fixture, split, "ann", 1);
    judge(fixture, split, "bob", 0);
    judge(fixture, elsewhere, "ann", 0);
    judge(fixture, elsewhere, "bob", 0);
    const auto all = fixture.stores.reviews->agreement({});
    ROUTENLP_VERIFY(all);
    QVERIFY((all->people == core::domain::AgreementTable{1, 1, 0, 1}));
    QVERIFY((all->automatic == core::domain::AgreementTable{0, 1, 0, 0}));
    const auto task = fixture.stores.reviews->agreement("legal_risk");
    QVERIFY((task->people == core::domain::AgreementTable{0, 0, 0, 1}));
}

void ReviewQueueTest::kappaFollowsItsDefinition_data()
{
    QTest::addColumn<QList<int>>("table");
    QTest::addColumn<double>("kappa");
    QTest::newRow("textbook: .70 observed, .50 by chance") << QList<int>{20, 5, 10, 15} << 0.4;
    QTest::newRow("perfect") << QList<int>{7, 0, 0, 5} << 1.0;
    QTest::newRow("opposite") << QList<int>{0, 5, 5, 0} << -1.0;
    QTest::newRow("always the same word") << QList<int>{9, 0, 0, 0} << std::nan("");
    QTest::newRow("nothing") << QList<int>{0, 0, 0, 0} << std::nan("");
}

void ReviewQueueTest::kappaFollowsItsDefinition()
{
    QFETCH(const QList<int>, table);
    QFETCH(const double, kappa);
    const core::domain::AgreementTable agreement{table[0], table[1], table[2], table[3]};
    QVERIFY(std::isnan(kappa) ? std::isnan(agreement.kappa()) : std::abs(agreement.kappa() - kappa) < 1e-12);
}

QTEST_GUILESS_MAIN(ReviewQueueTest)
#include "tst_review_queue.moc"
