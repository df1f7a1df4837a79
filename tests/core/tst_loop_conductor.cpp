#include <QTest>

#include "core/engine/certificate_basis.h"
#include "core/engine/loop/loop_conductor.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/loop_fakes.h"

using namespace core;
using namespace core::engine;
using namespace core::engine::loop;
using domain::LoopOutcome;
using domain::LoopStage;

namespace {

/// The owner of a workspace without a workspace: serving state, teacher and what was promoted.
struct Owner {
    ManualClock clock{TimePoint{} + std::chrono::days(20'000)};
    fakes::MemoryLoopStore loops;
    fakes::MemoryExampleStore examples;
    fakes::NoRecordedAnswers recorded;
    std::shared_ptr<fakes::ScriptedClient> teacher = std::make_shared<fakes::ScriptedClient>("refund", 0.0);
    std::shared_ptr<ServingState> state = std::make_shared<ServingState>();
    int promotions = 0;
    std::vector<domain::Certificate> applied; ///< with the newest promotion

    Owner()
    {
        state->tiersByRank = fakes::studentAndOracle();
        state->clients["oracle"] = teacher;
        state->policyVersionId = "policy-0";
        ServingTask task;
        task.task = fakes::intentTask();
        task.policy.taskId = "task";
        task.policy.modelVersions["student"] = "student-old";
        state->tasks["task"] = task;
        examples.stored = {fakes::labelledText("h1", "money back", "refund", domain::DataSplit::Training),
            fakes::labelledText("h2", "money gone", "refund", domain::DataSplit::Training),
            fakes::labelledText("h3", "tuned", "refund", domain::DataSplit::Tuning)};
    }
    LoopConductor conductor()
    {
        return LoopConductor({clock, loops, examples, recorded, [this] { return state; },
            [this](const std::string& taskId, std::vector<domain::Certificate> certificates, const std::string&,
                const std::string&, const std::function<void(domain::TaskPolicy&)>& change) {
                auto next = std::make_shared<ServingState>(*state);
                change(next->tasks[taskId].policy);
                applied = std::move(certificates);
                next->policyVersionId = "policy-" + std::to_string(++promotions);
                state = next;
                domain::PolicyVersion version;
                version.id = state->policyVersionId;
                return Result<domain::PolicyVersion>(version);
            },
            [](const std::string&, const OnboardingResult&) {}});
    }
    [[nodiscard]] std::string served() const { return state->tasks.at("task").policy.modelVersions.at("student"); }
};

/// Workers that answer by the stage that is open.
struct ScriptedStages final : StageControl {
    explicit ScriptedStages(Owner& theOwner)
        : owner(theOwner)
    {
    }
    Result<WorkerMessage> work(double, double, const std::string&) override
    {
        const auto report = owner.loops.report("run");
        const auto open = std::ranges::find(report->stages, false, &domain::LoopStageRecord::isFinished);
        asked.push_back(open->stage);
        if (failsAt == open->stage) {
            return fail(ErrorCode::Internal, "the worker was killed");
        }
        if (open->stage == LoopStage::Select) {
            SelectResult selected;
            selected.isWorthIt = isWorthIt;
            selected.reason = isWorthIt ? "" : "not worth it";
            for (const char* hash : {"h1", "h2"}) {
                domain::TaughtRow row;
                row.textHash = hash + std::to_string(open->iteration);
                selected.chosen.push_back(row);
            }
            return WorkerMessage(selected);
        }
        if (open->stage == LoopStage::Gate) {
            GateResult gates;
            gates.report.iteration = open->iteration;
            gates.report.taskId = "task";
            gates.championStudentId = owner.served();
            gates.outcome = outcome;
            gates.reason = "as scripted";
            gates.texts = 100;
            gates.lastTierCost = {1000};
            gates.championCost = {500};
            gates.challengerCost = {challengerCost};
            return WorkerMessage(gates);
        }
        OnboardingResult trained;
        for (const char* kind : {"student", "router"}) {
            domain::Artefact artefact;
            artefact.kind = kind;
            artefact.id = std::string(kind) + "-new-" + std::to_string(open->iteration);
            trained.artefacts.push_back(artefact);
        }
        domain::Certificate certificate;
        certificate.tierId = "student";
        certificate.threshold = 0.5;
        domain::TaskPolicy judgedUnder = owner.state->tasks.at("task").policy; // the worker notes what it judges under
        judgedUnder.modelVersions["student"] = trained.artefacts[0].id;
        judgedUnder.routerVersion = trained.artefacts[1].id;
        certificate.basis = certificateBasis(judgedUnder, owner.state->tiersByRank);
        trained.certificates = {certificate};
        return WorkerMessage(trained);
    }
    Result<void> keep(OnboardingResult&) override { return {}; }
    void report(double fraction, const std::string&) override { fractions.push_back(fraction); }
    bool isCancelled() const override { return isStopped; }

    Owner& owner;
    std::vector<LoopStage> asked;
    std::vector<double> fractions;
    std::optional<LoopStage> failsAt;
    LoopOutcome outcome = LoopOutcome::Promoted;
    std::int64_t challengerCost = 300;
    bool isWorthIt = true;
    bool isStopped = false;
};

domain::Run loopRun(const domain::LoopOptions& options = {})
{
    domain::Run run;
    run.id = "run";
    run.kind = domain::RunKind::Loop;
    run.parametersJson = toJson(options);
    return run;
}

} // namespace

class TestLoopConductor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoIterationsTeachGateAndPromote();
    void aFailedGateDiscardsAndServesTheChampion();
    void whatIsNotWorthItCostsNothing();
    void aRunGoesOnAfterItsLastFinishedStageAndPaysNothingTwice();
    void aTaskEndsOnceItsCostRatioStaysTheSame();
    void aTaskWithoutAStudentGetsItsFirstOne();
    void aFirstStudentWaitsWhereTheRunMayNotPromote();
    void aWaitingChallengerIsPromotedByTheOperatorOnce();
    void aChallengerIsPromotedUnderTheBasisItWasJudgedUnder();
    void aDiscardedChallengerIsNeverPromoted();
    void theSpendLimitHoldsExactly();
    void aBudgetCountsTheCallAhead();
    void aBudgetNeedsAPrice();
    void aTeacherThatIsDownLeavesTheStageToBeTakenUpAgain();
    void answersWithAnUnknownLabelAreNotLearnt();
    void aCancelledRunStops();
};

void TestLoopConductor::twoIterationsTeachGateAndPromote()
{
    Owner owner;
    ScriptedStages stages(owner);
    const auto done = owner.conductor().conduct(loopRun(), stages);
    QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
    const std::vector<LoopStage> once{LoopStage::Select, LoopStage::Train, LoopStage::Gate};
    std::vector<LoopStage> twice = once;
    twice.insert(twice.end(), once.begin(), once.end());
    QVERIFY(stages.asked == twice);
    QCOMPARE(owner.promotions, 2);
    QCOMPARE(owner.served(), std::string("student-new-2"));
    QCOMPARE(owner.teacher->calls.load(), 4);
    QCOMPARE(owner.loops.made.size(), std::size_t{2});
    // 100 prompt and 10 completion tokens a call, at the oracle's price
    QCOMPARE(owner.loops.made.front().teacherCost.nanoUsd, std::int64_t{2 * (100 * 5'000 + 10 * 20'000)});
    QVERIFY(std::ranges::is_sorted(stages.fractions));
    QCOMPARE(stages.fractions.back(), 1.0);
}

void TestLoopConductor::aFailedGateDiscardsAndServesTheChampion()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    QCOMPARE(owner.promotions, 0);
    QCOMPARE(owner.served(), std::string("student-old"));
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Discarded);
    QCOMPARE(stages.asked.size(), std::size_t{3}); // no second iteration on the same champion
}

void TestLoopConductor::whatIsNotWorthItCostsNothing()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.isWorthIt = false;
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    QCOMPARE(owner.teacher->calls.load(), 0);
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::NotWorthIt);
    QCOMPARE(owner.loops.made.front().reason, std::string("not worth it"));
}

void TestLoopConductor::aRunGoesOnAfterItsLastFinishedStageAndPaysNothingTwice()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.failsAt = LoopStage::Train;
    QVERIFY(!owner.conductor().conduct(loopRun(), stages).has_value());
    QCOMPARE(owner.teacher->calls.load(), 2);
    QCOMPARE(owner.promotions, 0);
    stages.failsAt.reset();
    stages.asked.clear();
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    QVERIFY(stages.asked.front() == LoopStage::Train);
    QCOMPARE(owner.teacher->calls.load(), 4); // two more for the second iteration only
    QCOMPARE(owner.promotions, 2);
    stages.asked.clear();
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    QVERIFY(stages.asked.empty()); // a finished run has nothing left to do
    QCOMPARE(owner.promotions, 2);
}

void TestLoopConductor::aTaskEndsOnceItsCostRatioStaysTheSame()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.challengerCost = 496; // .500 -> .496
    domain::LoopOptions options;
    options.iterations = 5;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.promotions, 1);
}

void TestLoopConductor::aTaskWithoutAStudentGetsItsFirstOne()
{
    Owner owner;
    owner.state->tasks["task"].policy.modelVersions.clear();
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.firstTexts = 1;
    options.iterations = 1;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QVERIFY(stages.asked.front() == LoopStage::Train);
    QCOMPARE(owner.loops.made.front().iteration, 0);
    QCOMPARE(owner.loops.made.front().studentId, std::string("student-new-0"));
    QCOMPARE(owner.loops.made.back().championStudentId, std::string("student-new-0"));
    const auto rows = owner.loops.taught("run", "task");
    QCOMPARE(std::ranges::count(*rows, domain::TaughtSource::Reference, &domain::TaughtRow::source), 1);
    QCOMPARE(owner.served(), std::string("student-new-1"));
}

void TestLoopConductor::aFirstStudentWaitsWhereTheRunMayNotPromote()
{
    Owner owner;
    owner.state->tasks["task"].policy.modelVersions.clear();
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.firstTexts = 1;
    options.promotesItself = false;
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.promotions, 0);
    QCOMPARE(owner.loops.made.size(), std::size_t{1}); // there is no champion to go on from
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Waiting);
    QVERIFY(conductor.promote("run", "task", "operator", "").has_value());
    QCOMPARE(owner.served(), std::string("student-new-0"));
}

void TestLoopConductor::aWaitingChallengerIsPromotedByTheOperatorOnce()
{
    Owner owner;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.promotesItself = false;
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(loopRun(options), stages).has_value());
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Waiting);
    QCOMPARE(owner.served(), std::string("student-old"));
    const auto version = conductor.promote("run", "task", "operator", "");
    QVERIFY(version.has_value());
    QCOMPARE(owner.served(), std::string("student-new-1"));
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Promoted);
    // its champion is not served any more
    QVERIFY(conductor.promote("run", "task", "operator", "").error().code == ErrorCode::Conflict);
}

void TestLoopConductor::aChallengerIsPromotedUnderTheBasisItWasJudgedUnder()
{
    Owner owner;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.promotesItself = false;
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(loopRun(options), stages).has_value());
    domain::TaskPolicy judgedUnder = owner.state->tasks.at("task").policy;
    judgedUnder.modelVersions["student"] = "student-new-1";
    judgedUnder.routerVersion = "router-new-1";
    auto later = std::make_shared<ServingState>(*owner.state);
    later->tasks["task"].policy.answerFloor = 0.9; // the operator asks for more meanwhile
    owner.state = later;
    QVERIFY(conductor.promote("run", "task", "operator", "").has_value());
    QCOMPARE(owner.applied.size(), std::size_t{1});
    QCOMPARE(owner.applied.front().basis, certificateBasis(judgedUnder, owner.state->tiersByRank));
    QVERIFY(owner.applied.front().basis
        != certificateBasis(owner.state->tasks.at("task").policy, owner.state->tiersByRank));
}

void TestLoopConductor::aDiscardedChallengerIsNeverPromoted()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(loopRun(), stages).has_value());
    QVERIFY(conductor.promote("run", "task", "operator", "I insist").error().code == ErrorCode::Conflict);
    stages.outcome = LoopOutcome::NotEnoughData;
    Owner other;
    ScriptedStages undecided(other);
    undecided.outcome = LoopOutcome::NotEnoughData;
    LoopConductor second = other.conductor();
    QVERIFY(second.conduct(loopRun(), undecided).has_value());
    QVERIFY(!second.promote("run", "task", "operator", "").has_value());
    QVERIFY(second.promote("run", "task", "operator", "seen by hand").has_value());
    QVERIFY(!second.promote("run", "other", "operator", "x").has_value());
}

void TestLoopConductor::theSpendLimitHoldsExactly()
{
    Owner owner;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    options.teacherSpend = domain::Money{1}; // the first call reaches it
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.teacher->calls.load(), 1);
    QCOMPARE(owner.loops.made.front().texts, std::int64_t{1});
}

void TestLoopConductor::aBudgetCountsTheCallAhead()
{
    Owner owner;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    options.teacherSpend = domain::Money{1'000'000}; // a call costs 700,000
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.teacher->calls.load(), 1);
}

void TestLoopConductor::aBudgetNeedsAPrice()
{
    Owner owner;
    owner.state->tiersByRank.back().priceVersionId.clear();
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.teacherSpend = domain::Money{1'000'000};
    const auto refused = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY(!refused && refused.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(owner.teacher->calls.load(), 0);
}

void TestLoopConductor::aTeacherThatIsDownLeavesTheStageToBeTakenUpAgain()
{
    Owner owner;
    owner.state->tiersByRank.back().provider = domain::TierProvider::Endpoint;
    owner.teacher->isDown = true;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    const auto down = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY(!down && down.error().code == ErrorCode::Unavailable);
    QVERIFY(owner.loops.made.empty());
    owner.teacher->isDown = false;
    stages.asked.clear();
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QVERIFY(stages.asked.front() == LoopStage::Train); // nothing is chosen anew
    QCOMPARE(owner.loops.made.front().texts, std::int64_t{2});
}

void TestLoopConductor::answersWithAnUnknownLabelAreNotLearnt()
{
    Owner owner;
    owner.teacher = std::make_shared<fakes::ScriptedClient>("I think it is a refund", 0.0);
    owner.state->clients["oracle"] = owner.teacher;
    ScriptedStages stages(owner);
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    QCOMPARE(owner.loops.made.front().texts, std::int64_t{0});
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::NotEnoughData);
    QVERIFY(owner.loops.made.front().teacherCost.nanoUsd > 0); // paid all the same
    const auto rows = owner.loops.taught("run", "task");
    QVERIFY(std::ranges::all_of(*rows, [](const domain::TaughtRow& row) { return row.state == domain::TaughtState::Rejected; }));
}

void TestLoopConductor::aCancelledRunStops()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.isStopped = true;
    const auto done = owner.conductor().conduct(loopRun(), stages);
    QVERIFY(!done.has_value());
    QVERIFY(done.error().code == ErrorCode::Cancelled);
    QCOMPARE(owner.promotions, 0);
}

QTEST_GUILESS_MAIN(TestLoopConductor)
#include "tst_loop_conductor.moc"
