#include <QTest>

#include "core/engine/query_engine.h"
#include "tests/core/engine_fakes.h"

#include <thread>

using namespace core;
using domain::AttemptResult;

namespace {

constexpr double kNoConfidence = std::numeric_limits<double>::quiet_NaN();

/// Two tiers on one task: "student" answers "a", "large" answers "b", which is right.
struct Bench {
    ManualClock clock{fromMicroseconds(1'790'000'000'000'000)};
    fakes::MemoryDecisionStore store;
    routing::CostExpectation expectation;
    std::shared_ptr<fakes::ScriptedClient> student;
    std::shared_ptr<fakes::ScriptedClient> large = std::make_shared<fakes::ScriptedClient>("b", kNoConfidence);
    engine::QueryEngine engine{clock, store, expectation, "key"};
    domain::Reference right;

    explicit Bench(double studentConfidence, std::optional<double> threshold = 0.8)
        : student(std::make_shared<fakes::ScriptedClient>("a", studentConfidence))
    {
        right.labels = {"b"};
        engine.publish(state(threshold));
    }

    [[nodiscard]] std::shared_ptr<engine::ServingState> state(std::optional<double> threshold) const
    {
        auto next = std::make_shared<engine::ServingState>();
        next->policyVersionId = "p1";
        next->tiersByRank.resize(2);
        next->tiersByRank[0].id = "student";
        next->tiersByRank[0].prices = {10'000, 10'000};
        next->tiersByRank[1].id = "large";
        next->tiersByRank[1].prices = {5'000'000, 20'000'000};
        next->clients = {{"student", student}, {"large", large}};
        engine::ServingTask task;
        task.task.id = "task";
        task.policy.taskId = "task";
        task.policy.auditRate = 0.25;
        if (threshold) {
            task.policy.thresholds["student"] = *threshold;
        }
        next->tasks["task"] = task;
        return next;
    }

    [[nodiscard]] engine::EngineQuery query(bool withReference = true) const
    {
        return {"task", "some text to route", {}, {}, "test", false, withReference ? &right : nullptr, {}};
    }
};

} // namespace

class TestQueryEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAThresholdTheLastTierAnswersAlone();
    void anAnswerAtTheThresholdIsAccepted();
    void aBypassedTaskGoesToTheLastTierAtOnce();
    void anAnswerBelowTheThresholdEscalatesAndBothArePaid();
    void theLastTiersCostIsEstimatedWhereItWasNotCalled();
    void aTierThatIsDownEscalates();
    void whenEveryTierFailsTheFailureIsRecorded();
    void answersWithAReferenceAreAllJudged();
    void otherwiseTheAuditRateDecides();
    void whatCannotBeRecordedIsNotAnswered();
    void badInputIsRefusedAndRecordsNothing_data();
    void badInputIsRefusedAndRecordsNothing();
    void aPublishedPolicyGovernsTheNextQuery();
    void manyThreadsMayAskAtOnce();
};

void TestQueryEngine::withoutAThresholdTheLastTierAnswersAlone()
{
    Bench bench(0.99, std::nullopt);
    const auto answer = bench.engine.answer(bench.query());
    QVERIFY(answer.has_value());
    QCOMPARE(answer->record.attempts.size(), std::size_t{1});
    QCOMPARE(answer->record.accepted()->tierId, std::string("large"));
    QCOMPARE(answer->record.knownCost(), answer->record.lastTierCost);
    QVERIFY(!answer->record.isLastTierCostEstimated);
    QVERIFY(answer->record.scope == domain::CertificateScope::LastTier);
    QCOMPARE(bench.student->calls.load(), 0);
}

void TestQueryEngine::anAnswerAtTheThresholdIsAccepted()
{
    Bench bench(0.8);
    const auto answer = bench.engine.answer(bench.query());
    QCOMPARE(answer->record.accepted()->tierId, std::string("student"));
    QCOMPARE(answer->record.accepted()->threshold, std::optional<double>(0.8));
    QVERIFY(answer->record.scope == domain::CertificateScope::Certified);
    QCOMPARE(bench.large->calls.load(), 0);
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    QCOMPARE(bench.store.records.front().id, answer->record.id);
    QCOMPARE(bench.store.records.front().knownCost(), answer->record.knownCost());
}

void TestQueryEngine::aBypassedTaskGoesToTheLastTierAtOnce()
{
    Bench bench(0.9);
    const std::string task = bench.query().taskId;
    bench.engine.bypasses().set(task, SystemClock().now() + std::chrono::hours(24 * 365 * 50));
    const auto answer = bench.engine.answer(bench.query());
    QCOMPARE(answer->record.attempts.size(), std::size_t{1});
    QCOMPARE(answer->record.accepted()->tierId, std::string("large"));
    QVERIFY(answer->record.scope == domain::CertificateScope::LastTier);
    bench.engine.bypasses().set(task, TimePoint{});
    QCOMPARE(bench.engine.answer(bench.query())->record.accepted()->tierId, std::string("student"));
}

void TestQueryEngine::anAnswerBelowTheThresholdEscalatesAndBothArePaid()
{
    Bench bench(0.79);
    const auto answer = bench.engine.answer(bench.query());
    const domain::QueryRecord& record = answer->record;
    QCOMPARE(record.attempts.size(), std::size_t{2});
    QVERIFY(record.attempts[0].result == AttemptResult::Escalated);
    QVERIFY(record.attempts[1].result == AttemptResult::Accepted);
    QCOMPARE(record.escalations(), 1);
    QCOMPARE(record.knownCost().nanoUsd, record.attempts[0].cost->nanoUsd + record.attempts[1].cost->nanoUsd);
    QCOMPARE(record.lastTierCost, *record.attempts[1].cost);
    QVERIFY(record.latencyMs >= 100.0);
}

void TestQueryEngine::theLastTiersCostIsEstimatedWhereItWasNotCalled()
{
    Bench bench(0.9);
    const auto before = bench.engine.answer(bench.query());
    QVERIFY(!before->record.isLastTierCostKnown); // never seen: unknown, not zero
    bench.engine.publish(bench.state(std::nullopt));
    const auto called = bench.engine.answer(bench.query());
    bench.engine.publish(bench.state(0.8));
    const auto after = bench.engine.answer(bench.query());
    QVERIFY(after->record.isLastTierCostKnown);
    QVERIFY(after->record.isLastTierCostEstimated);
    QCOMPARE(after->record.lastTierCost, called->record.lastTierCost); // the same text, one observation
}

void TestQueryEngine::aTierThatIsDownEscalates()
{
    Bench bench(0.99);
    bench.student->isDown = true;
    const auto answer = bench.engine.answer(bench.query());
    QVERIFY(answer->record.attempts[0].result == AttemptResult::Failed);
    QCOMPARE(answer->record.attempts[0].errorText, std::string("connection refused"));
    QCOMPARE(answer->record.accepted()->tierId, std::string("large"));
    QVERIFY(answer->record.isCostKnown());
}

void TestQueryEngine::whenEveryTierFailsTheFailureIsRecorded()
{
    Bench bench(0.99);
    bench.student->isDown = true;
    bench.large->isDown = true;
    const auto answer = bench.engine.answer(bench.query());
    QVERIFY(!answer.has_value());
    QVERIFY(answer.error().code == ErrorCode::Unavailable);
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    QVERIFY(bench.store.records.front().accepted() == nullptr);
}

void TestQueryEngine::answersWithAReferenceAreAllJudged()
{
    Bench bench(0.9); // the student answers "a", which is wrong
    const auto answer = bench.engine.answer(bench.query());
    QCOMPARE(bench.store.outcomes.size(), std::size_t{1});
    const domain::Outcome& outcome = bench.store.outcomes.front();
    QCOMPARE(outcome.queryId, answer->record.id);
    QVERIFY(outcome.source == domain::LabelSource::Reference);
    QCOMPARE(outcome.quality, 0.0);
    QVERIFY(!outcome.meetsTarget);
    QCOMPARE(outcome.samplingProbability, std::optional<double>(1.0));
}

void TestQueryEngine::otherwiseTheAuditRateDecides()
{
    Bench bench(0.9);
    int selected = 0;
    for (int i = 0; i < 4'000; ++i) {
        const auto answer = bench.engine.answer(bench.query(false));
        QCOMPARE(answer->record.auditProbability, 0.25);
        selected += answer->record.isAuditSelected ? 1 : 0;
    }
    QVERIFY(std::abs(selected / 4000.0 - 0.25) < 0.04); // more than five standard errors
    QVERIFY(bench.store.outcomes.empty());
}

void TestQueryEngine::whatCannotBeRecordedIsNotAnswered()
{
    Bench bench(0.9);
    bench.store.isFull = true;
    const auto answer = bench.engine.answer(bench.query());
    QVERIFY(!answer.has_value());
    QVERIFY(answer.error().code == ErrorCode::DiskFull);
}

void TestQueryEngine::badInputIsRefusedAndRecordsNothing_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown task") << "nothing" << QByteArray("text") << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("empty text") << "task" << QByteArray("") << static_cast<int>(ErrorCode::InvalidArgument);
    QTest::newRow("invalid UTF-8") << "task" << QByteArray("a\xff") << static_cast<int>(ErrorCode::InvalidArgument);
    QTest::newRow("NUL") << "task" << QByteArray("a\0b", 3) << static_cast<int>(ErrorCode::InvalidArgument);
}

void TestQueryEngine::badInputIsRefusedAndRecordsNothing()
{
    QFETCH(QString, task);
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    Bench bench(0.9);
    engine::EngineQuery query = bench.query();
    query.taskId = task.toStdString();
    query.text = text.toStdString();
    const auto answer = bench.engine.answer(query);
    QVERIFY(!answer.has_value());
    QCOMPARE(static_cast<int>(answer.error().code), code);
    QVERIFY(bench.store.records.empty());
}

void TestQueryEngine::aPublishedPolicyGovernsTheNextQuery()
{
    Bench bench(0.85);
    QCOMPARE(bench.engine.answer(bench.query())->record.accepted()->tierId, std::string("student"));
    bench.engine.publish(bench.state(0.9));
    QCOMPARE(bench.engine.answer(bench.query())->record.accepted()->tierId, std::string("large"));
}

void TestQueryEngine::manyThreadsMayAskAtOnce()
{
    class CountingStore final : public ports::DecisionStore {
    public:
        Result<void> append(const domain::QueryRecord&) override
        {
            ++count;
            return {};
        }
        Result<void> append(const domain::Outcome&) override { return {}; }
        Result<void> append(const domain::Withdrawal&) override { return {}; }
        Result<void> flush() override { return {}; }
        ports::DecisionStoreStatus status() const override { return {}; }
        std::atomic<int> count = 0;
    };
    Bench bench(0.9);
    CountingStore store;
    engine::QueryEngine engine(bench.clock, store, bench.expectation, "key");
    engine.publish(bench.state(0.8));
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 200; ++n) {
                    (void)engine.answer(bench.query(false));
                }
            });
        }
        for (int n = 0; n < 50; ++n) {
            engine.publish(bench.state(n % 2 == 0 ? 0.8 : 0.95));
        }
    }
    QCOMPARE(store.count.load(), 800);
}

QTEST_GUILESS_MAIN(TestQueryEngine)
#include "tst_query_engine.moc"
