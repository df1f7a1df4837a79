#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"
#include "db/retention.h"

#include <QTest>

#include <algorithm>

namespace domain = core::domain;
namespace ports = core::ports;

class ShadowStoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasStoredComesBack();
    void theTrafficsSumsDoNotContainIt();
    void storingTwiceChangesNothing();
    void answersOfAnotherBasisOrBeforeADateAreLeftOut();
    void onlyDrawnAnswersAreReviewedAndTheNewestWordCounts();
    void erasedTextsAreErasedHereToo();
    void plansAndRecertificationsSurviveReopening();
    void sharesOutOfRangeAreRefused();
};

namespace {

domain::QueryRecord answered(WorkspaceFixture& fixture, std::uint64_t sequence)
{
    domain::QueryRecord record = sample::query(3, sequence, sample::noon() + std::chrono::seconds(sequence));
    record.taskId = "cs_intent";
    record.endUserId = "user-1";
    if (!fixture.stores.decisions->append(record)) {
        qFatal("not stored");
    }
    return record;
}

domain::ShadowRecord shadowOf(const domain::QueryRecord& query, bool isReviewSelected = false)
{
    domain::ShadowRecord record;
    record.queryId = query.id;
    record.at = query.at + std::chrono::milliseconds(300);
    record.taskId = query.taskId;
    record.textHash = query.textHash;
    record.split = query.split;
    record.basis = R"({"target":1})";
    record.probability = 0.25;
    record.judge = "agreement with Large";
    record.reviewProbability = 0.5;
    record.isReviewSelected = isReviewSelected;
    domain::ShadowAnswer answer;
    core::Rng rng(5);
    answer.attempt = sample::attempt(rng, 0, domain::AttemptResult::Shadow);
    answer.attempt.threshold.reset();
    answer.attempt.quality = 1;
    answer.meetsTarget = true;
    record.answers.push_back(answer);
    domain::ShadowAnswer failed;
    failed.attempt.tierId = "small";
    failed.attempt.result = domain::AttemptResult::Failed;
    failed.attempt.errorText = "timed out";
    failed.isTried = false;
    record.answers.push_back(failed);
    return record;
}

void store(WorkspaceFixture& fixture, const domain::ShadowRecord& record)
{
    ROUTENLP_VERIFY(fixture.stores.shadows->append(std::span(&record, 1)));
}

std::vector<ports::ShadowRow> rowsOf(const WorkspaceFixture& fixture, core::TimePoint since = {})
{
    return fixture.stores.shadows->rows({"cs_intent", R"({"target":1})", since}).value();
}

} // namespace

void ShadowStoreTest::whatWasStoredComesBack()
{
    WorkspaceFixture fixture;
    const domain::ShadowRecord record = shadowOf(answered(fixture, 1));
    store(fixture, record);
    const auto rows = rowsOf(fixture);
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(rows.front().record == record);
}

void ShadowStoreTest::theTrafficsSumsDoNotContainIt()
{
    WorkspaceFixture fixture;
    const domain::QueryRecord query = answered(fixture, 1);
    const domain::ShadowRecord record = shadowOf(query);
    store(fixture, record);
    const auto stored = fixture.stores.requests->find(query.id);
    ROUTENLP_VERIFY(stored);
    QVERIFY((*stored)->attempts == query.attempts);
    const auto spend = fixture.stores.shadows->spend(sample::noon(), sample::noon() + std::chrono::hours(1));
    QCOMPARE(spend->size(), std::size_t{2});
    QCOMPARE(spend->front().tierId, std::string("small"));
    QCOMPARE(spend->front().cost.nanoUsd, std::int64_t{0});
    QCOMPARE(spend->front().unknownCost, std::int64_t{0}); // it failed: nothing was sold
    QCOMPARE(spend->back().cost, record.knownCost());
    QVERIFY(fixture.stores.shadows->spend(sample::noon() + std::chrono::hours(1), sample::noon() + std::chrono::hours(2))->empty());
}

void ShadowStoreTest::storingTwiceChangesNothing()
{
    WorkspaceFixture fixture;
    const domain::ShadowRecord record = shadowOf(answered(fixture, 1));
    store(fixture, record);
    store(fixture, record);
    QCOMPARE(rowsOf(fixture).size(), std::size_t{1});
    domain::ShadowRecord unknown = record;
    unknown.queryId = "erased";
    store(fixture, unknown);
    QCOMPARE(rowsOf(fixture).size(), std::size_t{1});
}

void ShadowStoreTest::answersOfAnotherBasisOrBeforeADateAreLeftOut()
{
    WorkspaceFixture fixture;
    store(fixture, shadowOf(answered(fixture, 1)));
    store(fixture, shadowOf(answered(fixture, 100)));
    domain::ShadowRecord other = shadowOf(answered(fixture, 200));
    other.basis = R"({"target":0.5})";
    store(fixture, other);
    domain::ShadowRecord audit = shadowOf(answered(fixture, 300));
    audit.purpose = domain::ShadowPurpose::Audit;
    store(fixture, audit);
    QCOMPARE(rowsOf(fixture).size(), std::size_t{2});
    QCOMPARE(rowsOf(fixture, sample::noon() + std::chrono::seconds(50)).size(), std::size_t{1});
}

void ShadowStoreTest::onlyDrawnAnswersAreReviewedAndTheNewestWordCounts()
{
    WorkspaceFixture fixture;
    const domain::QueryRecord drawn = answered(fixture, 1);
    const domain::QueryRecord other = answered(fixture, 2);
    store(fixture, shadowOf(drawn, true));
    store(fixture, shadowOf(other, false));
    const auto items = fixture.stores.shadows->reviewItems("cs_intent", 10);
    QCOMPARE(items->size(), std::size_t{1}); // the failed answer has nothing to judge
    QCOMPARE(items->front().query.id, drawn.id);
    QCOMPARE(items->front().answer.attempt.tierId, std::string("student"));
    const auto refused = fixture.stores.shadows->review({other.id, "student", sample::noon(), "ann", true});
    QVERIFY(!refused && refused.error().code == core::ErrorCode::NotFound);
    ROUTENLP_VERIFY(fixture.stores.shadows->review({drawn.id, "student", sample::noon(), "ann", true}));
    ROUTENLP_VERIFY(fixture.stores.shadows->review({drawn.id, "student", sample::noon(), "bob", false}));
    QVERIFY(fixture.stores.shadows->reviewItems({}, 10)->empty());
    const auto rows = rowsOf(fixture);
    const auto row = std::find_if(rows.begin(), rows.end(),
        [&](const ports::ShadowRow& candidate) { return candidate.record.queryId == drawn.id; });
    QCOMPARE(row->reviews.size(), std::size_t{1});
    QCOMPARE(row->reviews.front().reviewer, std::string("bob"));
    QVERIFY(!row->reviews.front().meetsTarget);
}

void ShadowStoreTest::erasedTextsAreErasedHereToo()
{
    WorkspaceFixture fixture;
    store(fixture, shadowOf(answered(fixture, 1)));
    ROUTENLP_VERIFY(db::eraseEndUser(*fixture.workspace, "user-1"));
    const auto rows = rowsOf(fixture);
    QCOMPARE(rows.size(), std::size_t{1}); // the figures stay
    QVERIFY(rows.front().record.answers.front().attempt.answer.empty());
    QVERIFY(rows.front().record.answers.back().attempt.errorText.empty());
}

void ShadowStoreTest::plansAndRecertificationsSurviveReopening()
{
    WorkspaceFixture fixture;
    const domain::ShadowPlan plan{0.3, {"medium", "student"}, false, 0.1, false, true};
    ROUTENLP_VERIFY(fixture.stores.shadows->savePlan("cs_intent", plan));
    const ports::Recertification fresh{sample::noon(), "alarm"};
    ROUTENLP_VERIFY(fixture.stores.shadows->setRecertification("cs_intent", fresh));
    fixture.close();
    fixture.open();
    QVERIFY(fixture.stores.shadows->plans()->at("cs_intent") == plan);
    QVERIFY(fixture.stores.shadows->recertifications()->at("cs_intent") == fresh);
    ROUTENLP_VERIFY(fixture.stores.shadows->setRecertification("cs_intent", std::nullopt));
    QVERIFY(fixture.stores.shadows->recertifications()->empty());
}

void ShadowStoreTest::sharesOutOfRangeAreRefused()
{
    WorkspaceFixture fixture;
    for (const double share : {-0.1, 1.5, std::nan("")}) {
        domain::ShadowPlan plan;
        plan.share = share;
        const auto saved = fixture.stores.shadows->savePlan("cs_intent", plan);
        QVERIFY(!saved && saved.error().code == core::ErrorCode::InvalidArgument);
    }
}

QTEST_GUILESS_MAIN(ShadowStoreTest)
#include "tst_shadow_store.moc"
