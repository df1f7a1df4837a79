#include <QTest>

#include "core/engine/certificate_basis.h"
#include "core/engine/loop/loop_conductor.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/loop_fakes.h"

#include <cmath>
#include <map>
#include <optional>

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
    bool isOnProbation = false;

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
    /// One more like the first.
    void addTask(const std::string& taskId)
    {
        state->tasks[taskId] = state->tasks.at("task");
        state->tasks[taskId].task.id = taskId;
        state->tasks[taskId].policy.taskId = taskId;
        domain::StoredExample tuned = examples.stored.back();
        tuned.example.taskId = taskId;
        examples.stored.push_back(tuned);
    }
    LoopConductor conductor()
    {
        return LoopConductor({clock, loops, examples, recorded, [this] { return state; },
            [](const ServingState& serving, const std::string& tierId) {
                const auto client = serving.clients.find(tierId);
                return client == serving.clients.end() ? nullptr : client->second;
            },
            [this](const std::string& taskId, std::vector<domain::Certificate> certificates, const std::string&,
                const std::string&, const std::function<void(domain::TaskPolicy&)>& change) {
                auto next = std::make_shared<ServingState>(*state);
                change(next->tasks[taskId].policy);
                applied = std::move(certificates);
                next->policyVersionId = "policy-" + std::to_string(++promotions);
                state = next;
                domain::PolicyVersion version;
                version.id = state->policyVersionId;
                return Result<Promotion>(Promotion{version, isOnProbation});
            },
            [](const std::string&, const OnboardingResult&) {}});
    }
    [[nodiscard]] std::string served(const std::string& taskId = "task") const
    {
        const auto& models = state->tasks.at(taskId).policy.modelVersions;
        return models.contains("student") ? models.at("student") : std::string();
    }
};

/// Workers that answer by the stage that is open.
struct ScriptedStages final : StageControl {
    explicit ScriptedStages(Owner& theOwner)
        : owner(theOwner)
    {
    }
    Result<WorkerMessage> work(double, double, const std::string&) override
    {
        const auto report = owner.loops.report(runId);
        const domain::LoopStageRecord* open = openStage(report->stages);
        asked.push_back(open->stage);
        askedFor.push_back(open->taskId);
        if (failsAt == open->stage && (failsFor.empty() || failsFor == open->taskId)) {
            return fail(ErrorCode::Internal, "the worker was killed");
        }
        if (open->stage == LoopStage::Select) {
            SelectResult selected;
            selected.iteration = open->iteration;
            selected.taskId = answersFor.value_or(open->taskId);
            selected.isWorthIt = isWorthIt;
            selected.reason = isWorthIt ? "" : "not worth it";
            for (const auto& [hash, answer] : texts) {
                domain::TaughtRow row;
                row.textHash = hash + std::to_string(open->iteration) + news;
                row.answer = answer;
                row.source = answer.empty() ? domain::TaughtSource::Called : domain::TaughtSource::Correction;
                row.state = answer.empty() ? domain::TaughtState::Chosen : domain::TaughtState::Taught;
                selected.chosen.push_back(row);
            }
            return WorkerMessage(selected);
        }
        if (open->stage == LoopStage::Gate) {
            GateResult gates;
            gates.report.iteration = open->iteration;
            gates.report.taskId = open->taskId;
            gates.championStudentId = owner.served(open->taskId);
            gates.outcome = outcome;
            gates.reason = "as scripted";
            gates.texts = 100;
            gates.lastTierCost = {1000};
            gates.championCost = {500};
            gates.challengerCost = {challengerCost};
            gates.championAccepted = accepted;
            gates.challengerAccepted = accepted;
            return WorkerMessage(gates);
        }
        OnboardingResult trained;
        for (const char* kind : {"student", "router"}) {
            domain::Artefact artefact;
            artefact.kind = kind;
            artefact.taskId = open->taskId;
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
        trained.metrics.push_back({std::string(kCertificationAttempt), 0, attempt});
        trained.metrics.push_back({std::string(kFreshTexts), open->iteration, 2});
        return WorkerMessage(trained);
    }
    Result<void> keep(OnboardingResult&) override { return {}; }
    void report(double fraction, const std::string&) override { fractions.push_back(fraction); }
    bool isCancelled() const override { return isStopped; }

    Owner& owner;
    std::vector<LoopStage> asked;
    std::vector<std::string> askedFor; ///< task of each
    std::vector<double> fractions;
    std::string runId = "run";
    std::map<std::string, std::string> texts{{"h1", ""}, {"h2", ""}}; ///< that it chooses, with their known answers
    std::string news; ///< of the texts that it chooses
    std::optional<std::string> answersFor; ///< task that a selection says it is of; nothing: the one that it was asked for
    std::optional<LoopStage> failsAt;
    std::string failsFor; ///< task; empty: each
    LoopOutcome outcome = LoopOutcome::Promoted;
    std::int64_t challengerCost = 300;
    std::int64_t accepted = 50; ///< by champion and challenger
    double attempt = 1;
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

/// The run `id` of the night after; `stages.asked` is what it alone had to compute.
bool nightSucceeds(
    LoopConductor& conductor, ScriptedStages& stages, const std::string& id, const std::string& parameters)
{
    domain::Run run = loopRun();
    run.id = stages.runId = id;
    run.parametersJson = parameters;
    stages.asked.clear();
    stages.owner.clock.advance(std::chrono::hours(24));
    return conductor.conduct(run, stages).has_value();
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
    void aTaskOfWhichNothingIsCertifiedYetGoesOn();
    void aPromotionOnProbationSaysThatItsThresholdsAreHeldBack();
    void aTaskWithoutAStudentGetsItsFirstOne();
    void aFirstStudentWaitsWhereTheRunMayNotPromote();
    void aFirstStudentThatFailsItsGatesIsNeverServed();
    void aRunThatBeganBeforeFirstStudentsWereJudgedGoesOn();
    void theDecisionNamesTheAttemptOnTheCalibrationTexts();
    void aWaitingChallengerIsPromotedByTheOperatorOnce();
    void aChallengerIsPromotedUnderTheBasisItWasJudgedUnder();
    void aDiscardedChallengerIsNeverPromoted();
    void theSpendLimitHoldsExactly();
    void aBudgetCountsTheCallAhead();
    void aBudgetNeedsAPrice();
    void aTeacherThatIsDownLeavesTheStageToBeTakenUpAgain();
    void answersWithAnUnknownLabelAreNotLearnt();
    void anEndpointThatNeverKeepsToTheFormIsAskedNoMore();
    void aTeacherIsToldTheFormOfTags();
    void whatATeacherThinksOfTheLabelsIsKeptWithItsAnswer();
    void aCancelledRunStops();
    void aTaskThatFailsLeavesTheOthersToGoOn();
    void whatAnEndedProgramLeftOpenIsNoStageToWorkOn();
    void theScheduleWaitsWhereAPromotionWasTakenBack();
    void aStageThatCouldNotBeClosedMisleadsNoOtherTask();
    void aResultForAnotherTaskIsRefused();
    void theScheduleDoesNotTrainTheSameChallengerEveryNight();
    void theScheduleTrainsAgainWhereItsTeachingDiffers_data();
    void theScheduleTrainsAgainWhereItsTeachingDiffers();
    void theScheduleDoesNotTrainTheSameFirstStudentEveryNight();
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
    QVERIFY(owner.teacher->chatBody().find("\\nrefund") != std::string::npos); // a model server is told the labels
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

void TestLoopConductor::aTaskOfWhichNothingIsCertifiedYetGoesOn()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.challengerCost = 500; // as the champion's
    stages.accepted = 0;
    domain::LoopOptions options;
    options.iterations = 3;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.promotions, 3);
}

void TestLoopConductor::aPromotionOnProbationSaysThatItsThresholdsAreHeldBack()
{
    Owner owner;
    owner.isOnProbation = true;
    ScriptedStages stages(owner);
    stages.challengerCost = 496; // .500 -> .496 would end the task, were it in force
    domain::LoopOptions options;
    options.iterations = 3;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.promotions, 3);
    const domain::LoopDecision& decision = owner.loops.made.front();
    QVERIFY(decision.outcome == LoopOutcome::Promoted && decision.isHeldBack);
    QVERIFY2(decision.reason.find("thresholds held back: the tier is on probation") != std::string::npos,
        decision.reason.c_str());
    // by hand, and taken up again after it is over
    Owner other;
    ScriptedStages waiting(other);
    options.promotesItself = false;
    LoopConductor conductor = other.conductor();
    QVERIFY(conductor.conduct(loopRun(options), waiting).has_value());
    other.isOnProbation = true;
    QVERIFY(conductor.decider().promote("run", "task", "operator", "").has_value());
    QVERIFY(other.loops.made.front().isHeldBack);
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
    const std::vector<LoopStage> asked{
        LoopStage::Train, LoopStage::Gate, LoopStage::Select, LoopStage::Train, LoopStage::Gate};
    QVERIFY(stages.asked == asked);
    QVERIFY(std::ranges::is_sorted(stages.fractions));
    QCOMPARE(stages.fractions.back(), 1.0);
    QCOMPARE(owner.loops.made.front().iteration, 0);
    QCOMPARE(owner.loops.made.front().gateTexts, std::int64_t{100});
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
    QVERIFY(conductor.decider().promote("run", "task", "operator", "").has_value());
    QCOMPARE(owner.served(), std::string("student-new-0"));
}

void TestLoopConductor::aFirstStudentThatFailsItsGatesIsNeverServed()
{
    Owner owner;
    owner.state->tasks["task"].policy.modelVersions.clear();
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(loopRun(), stages).has_value());
    QCOMPARE(owner.promotions, 0);
    QVERIFY(owner.served().empty());
    QCOMPARE(owner.loops.made.size(), std::size_t{1});
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Discarded);
    QCOMPARE(owner.teacher->calls.load(), 0); // there is no champion to teach
    QVERIFY(conductor.decider().promote("run", "task", "operator", "I insist").error().code == ErrorCode::Conflict);

    Owner other;
    other.state->tasks["task"].policy.modelVersions.clear();
    ScriptedStages undecided(other);
    undecided.outcome = LoopOutcome::NotEnoughData;
    LoopConductor second = other.conductor();
    QVERIFY(second.conduct(loopRun(), undecided).has_value());
    QVERIFY(other.loops.made.front().outcome == LoopOutcome::NotEnoughData);
    QVERIFY(!second.decider().promote("run", "task", "operator", "").has_value());
    QVERIFY(second.decider().promote("run", "task", "operator", "seen by hand").has_value());
    QCOMPARE(other.served(), std::string("student-new-0"));
}

void TestLoopConductor::aRunThatBeganBeforeFirstStudentsWereJudgedGoesOn()
{
    // stages as that version stored them: teach, train and decide of iteration 0, then the first iteration's
    Owner owner;
    owner.state->tasks["task"].policy.modelVersions["student"] = "student-new-0";
    TrainResult first;
    first.studentId = "student-new-0";
    first.routerId = "router-new-0";
    SelectResult selected;
    selected.isWorthIt = true;
    const std::vector<domain::LoopStageRecord> stored{
        {"run", 0, 0, "task", LoopStage::Teach, true, toJson(TeachResult{}), owner.clock.now(), {}},
        {"run", 1, 0, "task", LoopStage::Train, true, toJson(first), owner.clock.now(), {}},
        {"run", 2, 0, "task", LoopStage::Decide, true, "{}", owner.clock.now(), {}},
        {"run", 3, 1, "task", LoopStage::Select, true, toJson(selected, Detail::Stored), owner.clock.now(), {}},
        {"run", 4, 1, "task", LoopStage::Teach, false, "{}", owner.clock.now(), {}}};
    for (const domain::LoopStageRecord& stage : stored) {
        QVERIFY(owner.loops.saveStage(stage).has_value());
    }
    domain::TaughtRow row;
    row.runId = "run";
    row.iteration = 1;
    row.taskId = "task";
    row.textHash = "h1";
    QVERIFY(owner.loops.saveTaught(std::vector{row}).has_value());
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    const auto done = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
    const std::vector<LoopStage> asked{LoopStage::Train, LoopStage::Gate}; // of the first iteration
    QVERIFY(stages.asked == asked);
    QCOMPARE(owner.teacher->calls.load(), 1);
    QCOMPARE(owner.served(), std::string("student-new-1"));
    const auto report = owner.loops.report("run");
    QCOMPARE(report->stages.size(), std::size_t{8});
    QVERIFY(report->stages.at(2).stage == LoopStage::Decide && report->stages.at(2).iteration == 0);
}

void TestLoopConductor::theDecisionNamesTheAttemptOnTheCalibrationTexts()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.attempt = 3;
    domain::LoopOptions options;
    options.iterations = 1;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    const std::string& reason = owner.loops.made.front().reason;
    QVERIFY2(reason.find("attempt 3 on the task's calibration texts") != std::string::npos, reason.c_str());
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
    QVERIFY(owner.loops.made.front().reason.find("waits for the operator") != std::string::npos);
    QCOMPARE(owner.served(), std::string("student-old"));
    const auto version = conductor.decider().promote("run", "task", "operator", "");
    QVERIFY(version.has_value());
    QCOMPARE(owner.served(), std::string("student-new-1"));
    QVERIFY(owner.loops.made.front().outcome == LoopOutcome::Promoted);
    QVERIFY(owner.loops.made.front().reason.find("waits") == std::string::npos);
    // its champion is not served any more
    QVERIFY(conductor.decider().promote("run", "task", "operator", "").error().code == ErrorCode::Conflict);
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
    QVERIFY(conductor.decider().promote("run", "task", "operator", "").has_value());
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
    QVERIFY(conductor.decider().promote("run", "task", "operator", "I insist").error().code == ErrorCode::Conflict);
    stages.outcome = LoopOutcome::NotEnoughData;
    Owner other;
    ScriptedStages undecided(other);
    undecided.outcome = LoopOutcome::NotEnoughData;
    LoopConductor second = other.conductor();
    QVERIFY(second.conduct(loopRun(), undecided).has_value());
    QVERIFY(!second.decider().promote("run", "task", "operator", "").has_value());
    QVERIFY(second.decider().promote("run", "task", "operator", "seen by hand").has_value());
    QVERIFY(!second.decider().promote("run", "other", "operator", "x").has_value());
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

void TestLoopConductor::anEndpointThatNeverKeepsToTheFormIsAskedNoMore()
{
    Owner owner;
    owner.state->tiersByRank = fakes::studentAndEndpoint();
    owner.teacher = std::make_shared<fakes::ScriptedClient>("I think it is a refund", 0.0);
    owner.state->clients["oracle"] = owner.teacher;
    ScriptedStages stages(owner);
    for (int i = 0; i < 40; ++i) {
        stages.texts["many" + std::to_string(i)] = "";
    }
    domain::LoopOptions options;
    options.iterations = 1;
    const auto stopped = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(stopped.error().message.find("20 answers in a row") != std::string::npos, stopped.error().message.c_str());
    QCOMPARE(owner.teacher->calls.load(), 20);
    const auto rows = owner.loops.taught("run", "task");
    QCOMPARE(std::ranges::count(*rows, domain::TaughtState::Rejected, &domain::TaughtRow::state), 20);
    // another model may be asked for the rest
    owner.teacher = std::make_shared<fakes::ScriptedClient>("refund", 0.0);
    auto next = std::make_shared<ServingState>(*owner.state);
    next->clients["oracle"] = owner.teacher;
    owner.state = next;
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    QCOMPARE(owner.teacher->calls.load(), 22);
    QCOMPARE(owner.loops.made.front().texts, std::int64_t{22});
}

void TestLoopConductor::aTeacherIsToldTheFormOfTags()
{
    Owner owner;
    owner.state->tasks["task"].task.kind = domain::TaskKind::Tagging;
    for (domain::StoredExample& stored : owner.examples.stored) {
        stored.example.reference = {};
        stored.example.reference.tags = {"O", "B-ORG"};
    }
    ScriptedStages stages(owner);
    QVERIFY(owner.conductor().conduct(loopRun(), stages).has_value());
    const std::string asked = owner.teacher->chatBody();
    QVERIFY2(asked.find("one tag for each token") != std::string::npos, asked.c_str());
    QVERIFY2(asked.find("\\nB-ORG") != std::string::npos, asked.c_str());
}

void TestLoopConductor::whatATeacherThinksOfTheLabelsIsKeptWithItsAnswer()
{
    Owner owner;
    owner.examples.stored.push_back(fakes::labelledText("h4", "card gone", "card", domain::DataSplit::Training));
    owner.teacher->topLogprobs = {{{"refund", std::log(0.75)}, {"card", std::log(0.25)}}};
    ScriptedStages stages(owner);
    stages.texts["h5"] = "card"; // a correction: nobody is asked
    domain::LoopOptions options;
    options.iterations = 1;
    options.distillationTemperature = 3;
    options.distillationWeight = 0.25;
    QVERIFY(loopOptionsFromJson(toJson(options)) == options);
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    const auto rows = owner.loops.taught("run", "task");
    QCOMPARE(rows->size(), std::size_t{3});
    for (const domain::TaughtRow& row : *rows) {
        if (row.source == domain::TaughtSource::Correction) {
            QVERIFY(row.softTargets.empty());
            continue;
        }
        QCOMPARE(row.softTargets.size(), std::size_t{1});
        QCOMPARE(row.softTargets.front().front().label, std::string("refund"));
        QVERIFY(std::abs(row.softTargets.front().front().probability - 0.75) < 1e-9);
    }
    options.distillationWeight = 1.5;
    QVERIFY(!loopOptionsFromJson(toJson(options)));
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

void TestLoopConductor::aTaskThatFailsLeavesTheOthersToGoOn()
{
    Owner owner;
    owner.addTask("also"); // comes first
    ScriptedStages stages(owner);
    stages.failsAt = LoopStage::Train;
    stages.failsFor = "also";
    domain::LoopOptions options;
    options.iterations = 1;
    const auto failed = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY(!failed.has_value());
    QVERIFY2(failed.error().message.find("also") != std::string::npos, failed.error().message.c_str());
    QCOMPARE(owner.served("also"), std::string("student-old"));
    QCOMPARE(owner.served("task"), std::string("student-new-1"));
    QVERIFY(std::ranges::is_sorted(stages.fractions));
    const auto report = owner.loops.report("run");
    const auto problem = std::ranges::find_if(
        report->stages, [](const domain::LoopStageRecord& stage) { return !stage.isFinished; });
    QVERIFY(problem != report->stages.end() && problem->taskId == "also");
    QVERIFY2(problem->resultJson.find("killed") != std::string::npos, problem->resultJson.c_str());
    // taken up again, the task that failed is all that is left to do
    stages.failsAt.reset();
    stages.askedFor.clear();
    QVERIFY(owner.conductor().conduct(loopRun(options), stages).has_value());
    const std::vector<std::string> rest{"also", "also"};
    QVERIFY(stages.askedFor == rest);
    QCOMPARE(owner.served("also"), std::string("student-new-1"));
}

void TestLoopConductor::whatAnEndedProgramLeftOpenIsNoStageToWorkOn()
{
    Owner owner;
    owner.addTask("also");
    // "also" failed at its selection, the program ended while "task" was at its own; then the clock was set back
    const TimePoint later = owner.clock.now() + std::chrono::hours(1);
    QVERIFY(owner.loops.saveStage({"run", 0, 1, "also", LoopStage::Select, false, "{\"error\":\"x\"}", {}, {}}).has_value());
    QVERIFY(owner.loops.saveStage({"run", 1, 1, "task", LoopStage::Select, false, "{}", later, {}}).has_value());
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    // an attempt that is cancelled at once shows nothing as under way
    stages.isStopped = true;
    QVERIFY(!owner.conductor().conduct(loopRun(options), stages).has_value());
    const auto cut = owner.loops.report("run");
    QVERIFY(openStage(cut->stages) == nullptr);
    QVERIFY2(cut->stages.back().resultJson.find("the program ended") != std::string::npos,
        cut->stages.back().resultJson.c_str());
    // and where it is left open once more, no worker takes it for the stage that it was started for
    QVERIFY(owner.loops.saveStage({"run", 1, 1, "task", LoopStage::Select, false, "{}", later, {}}).has_value());
    stages.isStopped = false;
    const auto done = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
    const std::vector<std::string> asked{"also", "also", "also", "task", "task", "task"};
    QVERIFY(stages.askedFor == asked);
    QCOMPARE(owner.promotions, 2);
}

void TestLoopConductor::aStageThatCouldNotBeClosedMisleadsNoOtherTask()
{
    Owner owner;
    owner.addTask("also"); // comes first
    owner.loops.refuses = [](const domain::LoopStageRecord& stage) {
        return stage.taskId == "also" && stage.stage == LoopStage::Train && stage.resultJson != "{}";
    };
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    const auto failed = owner.conductor().conduct(loopRun(options), stages);
    QVERIFY(!failed.has_value());
    QVERIFY2(failed.error().message.find("disk is full") != std::string::npos, failed.error().message.c_str());
    const std::vector<std::string> asked{"also", "also", "task", "task", "task"};
    QVERIFY(stages.askedFor == asked);
    QCOMPARE(owner.served("also"), std::string("student-old"));
    QCOMPARE(owner.served("task"), std::string("student-new-1"));
}

void TestLoopConductor::aResultForAnotherTaskIsRefused()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.answersFor = "another";
    const auto refused = owner.conductor().conduct(loopRun(), stages);
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().message.find("another stage") != std::string::npos, refused.error().message.c_str());
    QVERIFY(owner.loops.taught("run", "task")->empty());
    QVERIFY(!owner.loops.report("run")->stages.front().isFinished);
}

void TestLoopConductor::theScheduleWaitsWhereAPromotionWasTakenBack()
{
    Owner owner;
    ScriptedStages stages(owner);
    domain::LoopOptions options;
    options.iterations = 1;
    domain::Run nightly = loopRun();
    nightly.parametersJson = toScheduledJson(options);
    QVERIFY(loopOptionsFromJson(nightly.parametersJson) == options);
    LoopConductor conductor = owner.conductor();
    QVERIFY(conductor.conduct(nightly, stages).has_value());
    QCOMPARE(owner.served(), std::string("student-new-1")); // nothing was taken back before
    const auto nextNight = [&] {
        const std::vector<domain::LoopDecision> made = owner.loops.made;
        owner.loops = fakes::MemoryLoopStore{};
        owner.loops.made = made;
        owner.clock.advance(std::chrono::hours(24));
    };
    const auto serve = [&](const std::string& student) {
        auto next = std::make_shared<ServingState>(*owner.state);
        next->tasks["task"].policy.modelVersions["student"] = student;
        owner.state = next;
    };
    serve("student-old");
    nextNight();
    QVERIFY(conductor.conduct(nightly, stages).has_value());
    QCOMPARE(owner.served(), std::string("student-old"));
    const domain::LoopDecision& held = owner.loops.made.back();
    QVERIFY(held.outcome == LoopOutcome::Waiting);
    QVERIFY2(held.reason.find("took the last promotion of this task back") != std::string::npos, held.reason.c_str());
    // by hand it is promoted, and the schedule goes on from there
    QVERIFY(conductor.decider().promote("run", "task", "operator", "").has_value());
    nextNight();
    QVERIFY(conductor.conduct(nightly, stages).has_value());
    QVERIFY(owner.loops.made.back().outcome == LoopOutcome::Promoted);
    // a student that somebody trained since is no step back
    serve("student-trained");
    nextNight();
    QVERIFY(conductor.conduct(nightly, stages).has_value());
    QVERIFY(owner.loops.made.back().outcome == LoopOutcome::Promoted);
    // whoever starts a loop by hand has it promote
    serve("student-trained");
    nextNight();
    QVERIFY(conductor.conduct(loopRun(options), stages).has_value());
    QVERIFY(owner.loops.made.back().outcome == LoopOutcome::Promoted);
}

void TestLoopConductor::theScheduleDoesNotTrainTheSameChallengerEveryNight()
{
    Owner owner;
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    domain::LoopOptions options;
    options.iterations = 1;
    LoopConductor conductor = owner.conductor();
    const auto night = [&](const std::string& id, const std::string& parameters) {
        return nightSucceeds(conductor, stages, id, parameters);
    };
    const std::vector<LoopStage> whole{LoopStage::Select, LoopStage::Train, LoopStage::Gate};
    QVERIFY(night("first", toScheduledJson(options)));
    QVERIFY(stages.asked == whole);
    QVERIFY(night("second", toScheduledJson(options)));
    QVERIFY(stages.asked == std::vector<LoopStage>{LoopStage::Select});
    QCOMPARE(owner.teacher->calls.load(), 2);
    const domain::LoopDecision& decision = owner.loops.made.back();
    QVERIFY(decision.outcome == LoopOutcome::NotWorthIt);
    QVERIFY2(decision.reason.find("run first") != std::string::npos, decision.reason.c_str());
    QCOMPARE(stages.fractions.back(), 1.0);
    QVERIFY(night("by hand", toJson(options)));
    QVERIFY(stages.asked == whole);
    stages.news = "-new";
    QVERIFY(night("third", toScheduledJson(options)));
    QVERIFY(stages.asked == whole);
}

void TestLoopConductor::theScheduleTrainsAgainWhereItsTeachingDiffers_data()
{
    using Texts = std::map<std::string, std::string>;
    QTest::addColumn<Texts>("first");
    QTest::addColumn<Texts>("second");
    QTest::addColumn<bool>("isTrained");
    const Texts both{{"h1", ""}, {"h2", ""}};
    QTest::newRow("a person corrected an answer") << both << Texts{{"h1", ""}, {"h2", "password"}} << true;
    QTest::newRow("what the teacher said is known now") << both << Texts{{"h1", ""}, {"h2", "refund"}} << false;
    QTest::newRow("fewer texts") << both << Texts{{"h1", ""}} << true;
    QTest::newRow("an answer that cannot be learnt comes again")
        << Texts{{"h1", ""}, {"h2", "no such label"}} << Texts{{"h1", ""}, {"h2", "no such label"}} << false;
    QTest::newRow("what could not be learnt is asked for again")
        << Texts{{"h1", ""}, {"h2", "no such label"}} << both << false;
}

void TestLoopConductor::theScheduleTrainsAgainWhereItsTeachingDiffers()
{
    using Texts = std::map<std::string, std::string>;
    QFETCH(Texts, first);
    QFETCH(Texts, second);
    QFETCH(bool, isTrained);
    Owner owner;
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    domain::LoopOptions options;
    options.iterations = 1;
    LoopConductor conductor = owner.conductor();
    const auto night = [&](const std::string& id, const Texts& texts) {
        stages.texts = texts;
        return nightSucceeds(conductor, stages, id, toScheduledJson(options));
    };
    QVERIFY(night("first", first));
    QCOMPARE(stages.asked.size(), std::size_t{3});
    QVERIFY(night("second", second));
    QCOMPARE(stages.asked.size(), isTrained ? std::size_t{3} : std::size_t{1});
}

void TestLoopConductor::theScheduleDoesNotTrainTheSameFirstStudentEveryNight()
{
    Owner owner;
    owner.state->tasks["task"].policy.modelVersions.clear();
    ScriptedStages stages(owner);
    stages.outcome = LoopOutcome::Discarded;
    domain::LoopOptions options;
    options.firstTexts = 1;
    LoopConductor conductor = owner.conductor();
    const auto night = [&](const std::string& id, const std::string& parameters) {
        return nightSucceeds(conductor, stages, id, parameters);
    };
    const std::vector<LoopStage> whole{LoopStage::Train, LoopStage::Gate};
    QVERIFY(night("first", toScheduledJson(options)));
    QVERIFY(stages.asked == whole);
    stages.outcome = LoopOutcome::Promoted; // whatever its gates would say the next time
    QVERIFY(night("second", toScheduledJson(options)));
    QVERIFY(stages.asked.empty());
    QVERIFY(owner.served().empty());
    const domain::LoopDecision& decision = owner.loops.made.back();
    QVERIFY(decision.outcome == LoopOutcome::NotWorthIt);
    QCOMPARE(decision.iteration, 0);
    QVERIFY2(decision.reason.find("run first") != std::string::npos, decision.reason.c_str());
    stages.outcome = LoopOutcome::Discarded;
    QVERIFY(night("by hand", toJson(options)));
    QVERIFY(stages.asked == whole);
    options.firstTexts = 2;
    QVERIFY(night("third", toScheduledJson(options)));
    QVERIFY(stages.asked == whole);
}

QTEST_GUILESS_MAIN(TestLoopConductor)
#include "tst_loop_conductor.moc"
