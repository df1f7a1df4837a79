#include <QTest>

#include "core/engine/query_engine.h"
#include "core/engine/shadow_runner.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/memory_shadow_store.h"
#include "tests/core/memory_trial_store.h"

using namespace core;

namespace {

constexpr double kNoConfidence = std::numeric_limits<double>::quiet_NaN();

/// The champion's student answers "a" and accepts nothing, so that "large" serves everything with "b".
struct Bench {
    ManualClock clock{fromMicroseconds(1'790'000'000'000'000)};
    fakes::MemoryDecisionStore decisions;
    fakes::MemoryShadowStore shadows;
    fakes::MemoryTrialStore trials;
    routing::CostExpectation expectation;
    std::shared_ptr<fakes::ScriptedClient> champion = std::make_shared<fakes::ScriptedClient>("a", 0.2);
    std::shared_ptr<fakes::ScriptedClient> challenger = std::make_shared<fakes::ScriptedClient>("b", 0.9);
    std::shared_ptr<fakes::ScriptedClient> large = std::make_shared<fakes::ScriptedClient>("b", kNoConfidence);
    engine::QueryEngine engine{clock, decisions, expectation, "key"};
    engine::ShadowRunner runner{clock, shadows, decisions, {}, &trials};
    double share = 1;
    int asked = 0;
    int gateTexts = 0;

    Bench() { engine.setShadowRunner(&runner); }

    void publish()
    {
        auto next = std::make_shared<engine::ServingState>();
        next->tiersByRank.resize(2);
        next->tiersByRank[0].id = "student";
        next->tiersByRank[0].provider = domain::TierProvider::Student;
        next->tiersByRank[0].prices = {10'000'000, 10'000'000};
        next->tiersByRank[1].id = "large";
        next->tiersByRank[1].name = "Large";
        next->tiersByRank[1].provider = domain::TierProvider::Endpoint;
        next->tiersByRank[1].prices = {50'000'000, 200'000'000};
        next->clients = {{"student", champion}, {"large", large}};
        engine::ServingTask task;
        task.task.id = "task";
        task.policy.taskId = "task";
        task.policy.alpha = 0.05;
        task.policy.modelVersions["student"] = "old";
        auto arm = std::make_shared<engine::ChallengerArm>();
        arm->runId = "run";
        arm->share = share;
        arm->policy = task.policy;
        arm->policy.modelVersions["student"] = "new";
        arm->policy.thresholds["student"] = 0.5;
        arm->student = challenger;
        task.challenger = std::move(arm);
        next->tasks["task"] = task;
        engine.publish(next);
    }
    void ask(int queries, const domain::Reference* reference = nullptr)
    {
        for (int i = 0; i < queries; ++i) {
            const auto answer
                = engine.answer({"task", "text " + std::to_string(++asked), {}, {}, "test", false, reference, {}});
            QCOMPARE(answer->record.accepted()->answer, std::string("b")); // whatever runs beside it
            gateTexts += answer->record.split == domain::DataSplit::Gate ? 1 : 0;
            runner.drain();
        }
    }
};

} // namespace

class TestChallengerTrial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTextsThatNoModelHasLearntAreCompared();
    void theTrafficIsUntouchedAndItsAnswersAreNotAskedAgain();
    void theVerdictNeedsEnoughPairs();
    void aWorseChallengerFails();
    void aReferenceJudgesWithoutTheLastTier();
    void theShareIsKept();
    void aChallengerThatIsDownEscalates();
};

void TestChallengerTrial::onlyTextsThatNoModelHasLearntAreCompared()
{
    Bench bench;
    bench.publish();
    bench.ask(200);
    QVERIFY(bench.gateTexts > 5 && bench.gateTexts < 60);
    QCOMPARE(bench.trials.answers.size(), std::size_t(bench.gateTexts));
    const domain::TrialAnswer& first = bench.trials.answers.front();
    QCOMPARE(first.runId, std::string("run"));
    QCOMPARE(first.judge, std::string("agreement with Large"));
    QCOMPARE(first.pair.championTier, std::string("large"));
    QCOMPARE(first.pair.challengerTier, std::string("student"));
    QCOMPARE(first.answer, std::string("b"));
    QVERIFY(first.pair.championMeets && first.pair.challengerMeets);
    QVERIFY(!first.pair.championStudentMeets && first.pair.challengerStudentMeets);
    QVERIFY(first.pair.challengerCost < first.pair.championCost);
}

void TestChallengerTrial::theTrafficIsUntouchedAndItsAnswersAreNotAskedAgain()
{
    Bench bench;
    bench.publish();
    bench.ask(100);
    QCOMPARE(bench.large->calls.load(), 100);
    QVERIFY(bench.shadows.records.empty()); // never evidence for the champion's certificates
    for (const domain::QueryRecord& record : bench.decisions.records) {
        QCOMPARE(record.attempts.size(), std::size_t{1});
        QCOMPARE(record.knownCost(), record.lastTierCost);
    }
}

void TestChallengerTrial::theVerdictNeedsEnoughPairs()
{
    Bench bench;
    bench.publish();
    while (bench.gateTexts < 30) {
        bench.ask(1);
    }
    QVERIFY(bench.trials.metric(domain::kGateServedQuality).verdict == domain::Verdict::NotEnoughData);
    while (bench.gateTexts < 150) {
        bench.ask(1);
    }
    QCOMPARE(bench.trials.metric(domain::kGateCost).n, std::int64_t{150});
    QVERIFY(bench.trials.metric(domain::kGateCost).verdict == domain::Verdict::Pass);
    QVERIFY(bench.trials.metric(domain::kGateServedQuality).verdict == domain::Verdict::Pass);
    QVERIFY(bench.trials.metric(domain::kGateStudentQuality).difference > 0.99);
}

void TestChallengerTrial::aWorseChallengerFails()
{
    Bench bench;
    bench.challenger = std::make_shared<fakes::ScriptedClient>("wrong", 0.9);
    bench.publish();
    while (bench.gateTexts < 60) {
        bench.ask(1);
    }
    QVERIFY(bench.trials.metric(domain::kGateServedQuality).verdict == domain::Verdict::Fail);
    QVERIFY(bench.trials.metric(domain::kGateRisk).verdict == domain::Verdict::Fail);
}

void TestChallengerTrial::aReferenceJudgesWithoutTheLastTier()
{
    Bench bench;
    bench.publish();
    domain::Reference right;
    right.labels = {"c"};
    bench.ask(60, &right);
    QVERIFY(!bench.trials.answers.empty());
    for (const domain::TrialAnswer& answer : bench.trials.answers) {
        QCOMPARE(answer.judge, std::string("reference answer"));
        QVERIFY(!answer.pair.championMeets && !answer.pair.challengerMeets);
    }
}

void TestChallengerTrial::theShareIsKept()
{
    Bench bench;
    bench.share = 0.5;
    bench.publish();
    bench.ask(1000);
    const auto compared = static_cast<double>(bench.trials.answers.size());
    QVERIFY(compared > 0.3 * bench.gateTexts && compared < 0.7 * bench.gateTexts);
}

void TestChallengerTrial::aChallengerThatIsDownEscalates()
{
    Bench bench;
    bench.challenger->isDown = true;
    bench.publish();
    bench.ask(60);
    QVERIFY(!bench.trials.answers.empty());
    for (const domain::TrialAnswer& answer : bench.trials.answers) {
        QCOMPARE(answer.pair.challengerTier, std::string("large"));
        QCOMPARE(answer.pair.challengerCost, answer.pair.championCost);
        QVERIFY(!answer.pair.challengerStudentMeets);
    }
}

QTEST_GUILESS_MAIN(TestChallengerTrial)
#include "tst_challenger_trial.moc"
