#include <QTest>

#include "core/engine/certificate_basis.h"
#include "core/engine/query_engine.h"
#include "core/engine/shadow_runner.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/memory_shadow_store.h"

#include <set>

using namespace core;

namespace {

constexpr double kNoConfidence = std::numeric_limits<double>::quiet_NaN();

/// Answers "b" when it is let go.
class GatedClient final : public ports::ModelClient {
public:
    Result<ports::ModelAnswer> complete(const ports::ModelRequest&) const override
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return isOpen; });
        ports::ModelAnswer answer;
        answer.text = "b";
        answer.usage = {100, 10};
        answer.confidence = 0.9;
        return answer;
    }
    void open()
    {
        const std::lock_guard lock(mutex);
        isOpen = true;
        wake.notify_all();
    }
    mutable std::mutex mutex;
    mutable std::condition_variable wake;
    bool isOpen = false;
};

/// Everything goes to "large", which answers "b"; "cheap" answers "a" and may only run in shadow.
struct Bench {
    ManualClock clock{fromMicroseconds(1'790'000'000'000'000)};
    fakes::MemoryDecisionStore decisions;
    fakes::MemoryShadowStore store;
    routing::CostExpectation expectation;
    std::shared_ptr<fakes::ScriptedClient> cheap = std::make_shared<fakes::ScriptedClient>("a", 0.7);
    std::shared_ptr<fakes::ScriptedClient> large = std::make_shared<fakes::ScriptedClient>("b", kNoConfidence);
    engine::QueryEngine engine{clock, decisions, expectation, "key"};
    engine::ShadowRunner runner;
    domain::ShadowPlan plan;
    std::optional<double> threshold;
    double auditRate = 0;
    int asked = 0;

    explicit Bench(const engine::ShadowOptions& options = {})
        : runner(clock, store, decisions, options)
    {
        plan.share = 1;
        plan.isForCertification = false;
        engine.setShadowRunner(&runner);
    }

    void publish()
    {
        auto next = std::make_shared<engine::ServingState>();
        next->tiersByRank.resize(2);
        next->tiersByRank[0].id = "cheap";
        next->tiersByRank[0].provider = domain::TierProvider::Endpoint;
        next->tiersByRank[0].prices = {10'000'000, 10'000'000};
        next->tiersByRank[1].id = "large";
        next->tiersByRank[1].name = "Large";
        next->tiersByRank[1].provider = domain::TierProvider::Endpoint;
        next->tiersByRank[1].prices = {50'000'000, 200'000'000};
        next->clients = {{"cheap", cheap}, {"large", large}};
        engine::ServingTask task;
        task.task.id = "task";
        task.policy.taskId = "task";
        task.policy.auditRate = auditRate;
        if (threshold) {
            task.policy.thresholds["cheap"] = *threshold;
        }
        task.shadow = plan;
        next->tasks["task"] = task;
        engine.publish(next);
    }

    Result<engine::EngineAnswer> ask(const domain::Reference* reference = nullptr)
    {
        return engine.answer({"task", "text " + std::to_string(++asked), {}, {}, "test", false, reference, {}});
    }
};

} // namespace

class TestShadowRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerBesideTheTrafficIsJudgedByAgreement();
    void theTrafficsRecordIsUntouched();
    void aKnownReferenceJudgesInsteadOfAgreement();
    void onlyTextsThatCertificatesAreMadeOfAreDrawn();
    void theShareIsKept();
    void aSlowTierNeitherDelaysTheClientNorPilesUp();
    void aTierThatIsDownLeavesNoVerdict();
    void aJudgeThatAnswersNothingUsableCountsAsFailure();
    void aJudgeThatCannotBeReachedLeavesNoVerdict();
    void whatTheTrafficAskedAlreadyIsNotAskedAgain();
    void auditedAnswersAreJudgedByTheLastTier();
    void anEndpointsClientTakesItsTier();
    void aStoreThatFailsIsReported();
    void aTierWithoutConfidenceIsAcceptedAsAWhole();
    void theBasisNamesEverythingThatMatters();
};

void TestShadowRunner::anAnswerBesideTheTrafficIsJudgedByAgreement()
{
    Bench bench;
    bench.publish();
    const auto answer = bench.ask();
    bench.runner.drain();
    QCOMPARE(bench.store.records.size(), std::size_t{1});
    const domain::ShadowRecord& record = bench.store.records.front();
    QCOMPARE(record.queryId, answer->record.id);
    QVERIFY(record.purpose == domain::ShadowPurpose::Comparison);
    QVERIFY(record.judgedBy == domain::LabelSource::ReferenceTier);
    QCOMPARE(record.judge, std::string("agreement with Large"));
    QCOMPARE(record.answers.size(), std::size_t{1});
    QCOMPARE(record.answers.front().attempt.tierId, std::string("cheap"));
    QCOMPARE(record.answers.front().attempt.score, std::optional<double>(0.7));
    QCOMPARE(record.answers.front().meetsTarget, std::optional<bool>(false)); // "a" is not "b"
    QCOMPARE(record.knownCost().nanoUsd, std::int64_t{1'100'000});
}

void TestShadowRunner::theTrafficsRecordIsUntouched()
{
    Bench bench;
    bench.publish();
    const auto answer = bench.ask();
    bench.runner.drain();
    QCOMPARE(answer->record.attempts.size(), std::size_t{1});
    QCOMPARE(bench.decisions.records.front().knownCost(), answer->record.lastTierCost);
}

void TestShadowRunner::aKnownReferenceJudgesInsteadOfAgreement()
{
    Bench bench;
    bench.publish();
    domain::Reference right;
    right.labels = {"a"};
    (void)bench.ask(&right);
    bench.runner.drain();
    QVERIFY(bench.store.records.front().judgedBy == domain::LabelSource::Reference);
    QCOMPARE(bench.store.records.front().answers.front().meetsTarget, std::optional<bool>(true));
}

void TestShadowRunner::onlyTextsThatCertificatesAreMadeOfAreDrawn()
{
    Bench bench;
    bench.plan.isForCertification = true;
    bench.publish();
    std::set<std::string> wanted;
    for (int i = 0; i < 200; ++i) {
        const auto answer = bench.ask();
        if (answer->record.split == domain::DataSplit::Tuning || answer->record.split == domain::DataSplit::Calibration) {
            wanted.insert(answer->record.id);
        }
    }
    bench.runner.drain();
    std::set<std::string> drawn;
    for (const domain::ShadowRecord& record : bench.store.records) {
        drawn.insert(record.queryId);
    }
    QVERIFY(drawn == wanted);
    QVERIFY(drawn.size() > 30 && drawn.size() < 100);
}

void TestShadowRunner::theShareIsKept()
{
    Bench bench({10'000, 2});
    bench.plan.share = 0.1;
    bench.publish();
    for (int i = 0; i < 4'000; ++i) {
        (void)bench.ask();
    }
    bench.runner.drain();
    QVERIFY(std::abs(static_cast<double>(bench.store.records.size()) / 4000 - 0.1) < 0.025); // > 5 standard errors
    QCOMPARE(bench.store.records.front().probability, 0.1);
}

void TestShadowRunner::aSlowTierNeitherDelaysTheClientNorPilesUp()
{
    Bench bench({3, 1});
    bench.publish();
    const auto slow = std::make_shared<GatedClient>();
    bench.runner.setEndpointClients({{"cheap", slow}});
    for (int i = 0; i < 20; ++i) {
        QVERIFY(bench.ask().has_value()); // would never return if it waited for the tier
    }
    const engine::ShadowStatus status = bench.runner.status();
    QCOMPARE(status.drawn, std::uint64_t{20});
    QVERIFY(status.dropped >= 16);
    slow->open();
    bench.runner.drain();
    QCOMPARE(bench.runner.status().stored + bench.runner.status().dropped, std::uint64_t{20});
}

void TestShadowRunner::aTierThatIsDownLeavesNoVerdict()
{
    Bench bench;
    bench.cheap->isDown = true;
    bench.publish();
    QVERIFY(bench.ask().has_value());
    bench.runner.drain();
    const domain::ShadowAnswer& answer = bench.store.records.front().answers.front();
    QVERIFY(answer.attempt.result == domain::AttemptResult::Failed);
    QCOMPARE(answer.attempt.errorText, std::string("connection refused"));
    QVERIFY(!answer.meetsTarget);
}

/// "cheap" answers everything; the last tier is asked as judge, of evidence and of audits.
void TestShadowRunner::aJudgeThatAnswersNothingUsableCountsAsFailure()
{
    for (const bool isSilent : {true, false}) {
        Bench bench({1024, 1});
        bench.large = isSilent ? std::make_shared<fakes::ScriptedClient>("", kNoConfidence) : bench.large;
        bench.large->downCode = ErrorCode::TimedOut;
        bench.large->isDown = !isSilent;
        bench.plan.judgesAudits = true;
        bench.threshold = 0.5;
        bench.auditRate = 1;
        bench.publish();
        QCOMPARE(bench.ask()->record.accepted()->tierId, std::string("cheap"));
        bench.runner.drain();
        QCOMPARE(bench.store.records.size(), std::size_t{2});
        for (const domain::ShadowRecord& record : bench.store.records) {
            QCOMPARE(record.answers.front().meetsTarget, std::optional<bool>(false));
        }
        QCOMPARE(bench.decisions.outcomes.size(), std::size_t{1});
        QVERIFY(!bench.decisions.outcomes.front().meetsTarget);
        QCOMPARE(bench.decisions.outcomes.front().samplingProbability, std::optional<double>(1.0));
    }
}

void TestShadowRunner::aJudgeThatCannotBeReachedLeavesNoVerdict()
{
    Bench bench({1024, 1});
    bench.large->isDown = true;
    bench.plan.judgesAudits = true;
    bench.threshold = 0.5;
    bench.auditRate = 1;
    bench.publish();
    QVERIFY(bench.ask().has_value());
    bench.runner.drain();
    QCOMPARE(bench.store.records.size(), std::size_t{2});
    for (const domain::ShadowRecord& record : bench.store.records) {
        QVERIFY(!record.answers.front().meetsTarget);
    }
    QVERIFY(bench.decisions.outcomes.empty());
}

void TestShadowRunner::whatTheTrafficAskedAlreadyIsNotAskedAgain()
{
    Bench bench;
    bench.threshold = 0.9; // "cheap" says .7: escalated
    bench.publish();
    (void)bench.ask();
    bench.runner.drain();
    QCOMPARE(bench.cheap->calls.load(), 1);
    const domain::ShadowAnswer& answer = bench.store.records.front().answers.front();
    QVERIFY(answer.isFromTraffic);
    QCOMPARE(answer.meetsTarget, std::optional<bool>(false));
    QCOMPARE(bench.store.records.front().knownCost().nanoUsd, std::int64_t{0});
}

void TestShadowRunner::auditedAnswersAreJudgedByTheLastTier()
{
    Bench bench({1024, 1}); // the decisions' fake is for one writer
    bench.plan.share = 0;
    bench.plan.judgesAudits = true;
    bench.threshold = 0.5; // "cheap" answers
    bench.auditRate = 0.5;
    bench.publish();
    std::set<std::string> drawn;
    for (int i = 0; i < 40; ++i) {
        const auto answer = bench.ask();
        QCOMPARE(answer->record.accepted()->tierId, std::string("cheap"));
        if (answer->record.isAuditSelected) {
            drawn.insert(answer->record.id);
        }
    }
    bench.runner.drain();
    QCOMPARE(bench.decisions.outcomes.size(), drawn.size());
    QVERIFY(!drawn.empty());
    for (const domain::Outcome& outcome : bench.decisions.outcomes) {
        QVERIFY(drawn.contains(outcome.queryId));
        QVERIFY(outcome.source == domain::LabelSource::ReferenceTier);
        QCOMPARE(outcome.judge, std::string("agreement with Large"));
        QVERIFY(!outcome.meetsTarget);
        QCOMPARE(outcome.samplingProbability, std::optional<double>(0.5));
    }
    for (const domain::ShadowRecord& record : bench.store.records) {
        QVERIFY(record.purpose == domain::ShadowPurpose::Audit);
        QVERIFY(record.knownCost().nanoUsd > 0);
    }
}

void TestShadowRunner::anEndpointsClientTakesItsTier()
{
    Bench bench;
    bench.publish();
    bench.runner.setEndpointClients({{"cheap", std::make_shared<fakes::ScriptedClient>("b", 0.4)}});
    (void)bench.ask();
    bench.runner.drain();
    QCOMPARE(bench.store.records.front().answers.front().meetsTarget, std::optional<bool>(true));
    QCOMPARE(bench.cheap->calls.load(), 0);
}

void TestShadowRunner::aStoreThatFailsIsReported()
{
    Bench bench;
    bench.store.isFull = true;
    bench.publish();
    QVERIFY(bench.ask().has_value());
    bench.runner.drain();
    QCOMPARE(bench.runner.status().failed, std::uint64_t{1});
    QCOMPARE(bench.runner.status().lastError, std::string("disk full"));
}

void TestShadowRunner::aTierWithoutConfidenceIsAcceptedAsAWhole()
{
    Bench bench;
    bench.cheap = std::make_shared<fakes::ScriptedClient>("a", kNoConfidence);
    bench.plan.share = 0;
    bench.threshold = 0.1;
    bench.publish();
    QCOMPARE(bench.ask()->record.accepted()->tierId, std::string("large"));
    bench.threshold = 0.0;
    bench.publish();
    QCOMPARE(bench.ask()->record.accepted()->tierId, std::string("cheap"));
}

void TestShadowRunner::theBasisNamesEverythingThatMatters()
{
    std::vector<domain::Tier> tiers(2);
    tiers[0].id = "student";
    tiers[1].id = "large";
    domain::TaskPolicy policy;
    policy.modelVersions["student"] = "student-1";
    const std::string basis = engine::certificateBasis(policy, tiers);
    QCOMPARE(engine::certificateBasis(policy, tiers), basis);
    const auto differs = [&](const auto& change) {
        domain::TaskPolicy otherPolicy = policy;
        std::vector<domain::Tier> otherTiers = tiers;
        change(otherPolicy, otherTiers);
        return engine::certificateBasis(otherPolicy, otherTiers) != basis;
    };
    QVERIFY(differs([](domain::TaskPolicy& p, auto&) { p.answerFloor = 0.9; }));
    QVERIFY(differs([](domain::TaskPolicy& p, auto&) { p.routerVersion = "router-2"; }));
    QVERIFY(differs([](domain::TaskPolicy& p, auto&) { p.modelVersions["student"] = "student-2"; }));
    QVERIFY(differs([](domain::TaskPolicy&, auto& t) { t[1].model = "another"; }));
    QVERIFY(differs([](domain::TaskPolicy&, auto& t) { t.insert(t.begin() + 1, t[0]); }));
    QVERIFY(differs([](domain::TaskPolicy& p, auto&) { p.scorerVersions["student"] = "confidence-1"; }));
    QVERIFY(!differs([](domain::TaskPolicy& p, auto&) { p.auditRate = 0.5; }));
}

QTEST_GUILESS_MAIN(TestShadowRunner)
#include "tst_shadow_runner.moc"
