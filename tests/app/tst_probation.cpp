// What may and may not come into force between an alarm and the next certificate.
#include "app/policy_desk.h"
#include "core/engine/loop/loop_conductor.h"
#include "core/engine/loop/loop_results.h"
#include "tests/app/recorded_workspace.h"

using namespace core;
using namespace recorded;
namespace domain = core::domain;
namespace loop = core::engine::loop;

namespace {

class SilentStudent final : public ports::Student {
public:
    Result<ports::StudentAnswer> answer(const std::string&, std::span<const std::string>) const override
    {
        return fail(ErrorCode::NotFound, "knows nothing");
    }
    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return kTask; }
    std::string fingerprint() const override { return "student-1"; }
};

/// A workspace whose loop has a certified challenger that waits for the operator.
struct WaitingChallenger : Workspace {
    WaitingChallenger()
        : Workspace(app::ModelLoaders{[](const std::filesystem::path&, const std::string&) {
              return Result<std::unique_ptr<ports::Student>>(std::make_unique<SilentStudent>());
          }, {}})
    {
        addPortfolio();
        domain::Tier student = host->engine().servingState()->tiersByRank.front();
        student.provider = domain::TierProvider::Student;
        QVERIFY(host->stores().portfolio->saveTier(student).has_value());
        QVERIFY(host->reload().has_value());
        domain::Run run;
        run.id = "run-1";
        run.kind = domain::RunKind::Loop;
        run.createdAt = host->clock().now();
        QVERIFY(host->stores().runs->saveRun(run).has_value());
        domain::Artefact model;
        model.id = "student-1";
        model.kind = "student";
        model.taskId = kTask;
        model.path = "models/student-1";
        QVERIFY(host->stores().runs->addArtefact(model).has_value());
        loop::TrainResult trained;
        trained.studentId = model.id;
        domain::Certificate certificate;
        certificate.taskId = kTask;
        certificate.tierId = student.id;
        certificate.threshold = 0.7;
        certificate.modelVersion = model.id;
        trained.certificates = {certificate};
        const domain::LoopStageRecord stage{"run-1", 0, 1, kTask, domain::LoopStage::Train, true, loop::toJson(trained),
            run.createdAt, run.createdAt};
        QVERIFY(host->stores().loops->saveStage(stage).has_value());
        domain::LoopDecision decision;
        decision.runId = run.id;
        decision.iteration = 1;
        decision.taskId = kTask;
        decision.outcome = domain::LoopOutcome::Waiting;
        decision.studentId = model.id;
        decision.at = run.createdAt;
        QVERIFY(host->stores().loops->saveDecision(decision).has_value());
    }
    [[nodiscard]] bool isPromoted() const
    {
        const auto version = host->loops().decider().promote("run-1", kTask, "operator", "");
        return version && version->tasks.at(kTask).modelVersions.at("small") == "student-1";
    }
    [[nodiscard]] domain::LoopDecision decision() const
    {
        return host->stores().loops->report("run-1")->decisions.front().decision;
    }
};

} // namespace

class TestProbation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCertificateOfBeforeTheAlarmStaysOutOfForce();
    void goingBackToAnEarlierPolicyBringsNoThresholdBack();
    void aPlanThatLeavesTheTierOutDoesNotStarveIt_data();
    void aPlanThatLeavesTheTierOutDoesNotStarveIt();
    void aTierThatNothingReachesEndsProbation();
    void aTierThatIsLeftOutEndsProbation();
    void aTierThatIsLeftOutIsStillLookedAtNowAndThen();
    void aTierThatSomethingReachesIsWaitedFor();
    void aStudentTrainedMeanwhileBeginsAnewAndSaysSo();
    void everyLookAtALaterTierSpends();
};

void TestProbation::aCertificateOfBeforeTheAlarmStaysOutOfForce()
{
    const WaitingChallenger quiet;
    QVERIFY(quiet.isPromoted());
    QVERIFY(quiet.isCertified());
    QVERIFY(!quiet.decision().isHeldBack);

    const WaitingChallenger alarmed;
    QVERIFY(alarmed.host->stores().shadows->setRecertification(
        kTask, ports::Recertification{alarmed.host->clock().now(), "alarm"}).has_value());
    QVERIFY(alarmed.isPromoted()); // the student takes over and answers nothing alone
    QVERIFY(alarmed.decision().isHeldBack);
    QVERIFY(alarmed.decision().reason.find("thresholds held back") != std::string::npos);
    QVERIFY(!alarmed.isCertified());
    QVERIFY(alarmed.certificates().front().noneReason.find("on probation") != std::string::npos);
    QVERIFY(alarmed.certificates().front().noneCause.kind == domain::NoneKind::OnProbation);
}

void TestProbation::goingBackToAnEarlierPolicyBringsNoThresholdBack()
{
    CollectingWorkspace workspace;
    const auto certified = workspace.host->certifyFromShadow(kTask, "operator");
    QVERIFY(certified.has_value() && workspace.isCertified());
    const auto withoutThreshold
        = workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high");
    QVERIFY(withoutThreshold.has_value());
    for (const char* task : {kTask, ""}) {
        const auto receipt = app::PolicyDesk(*workspace.host).run({certified->id, task, "as it was"});
        QVERIFY(!receipt.has_value());
        QVERIFY2(receipt.error().message.find("on probation") != std::string::npos, receipt.error().message.c_str());
        QVERIFY(!workspace.isCertified());
        QVERIFY(workspace.host->stores().shadows->recertifications()->contains(kTask));
    }
    workspace.askMore(900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
    QVERIFY(app::PolicyDesk(*workspace.host).run({withoutThreshold->id, kTask, "careful"}).has_value());
    QVERIFY(!workspace.isCertified());
    QVERIFY(app::PolicyDesk(*workspace.host).run({certified->id, kTask, "over"}).has_value());
    QVERIFY(workspace.isCertified());
}

void TestProbation::aPlanThatLeavesTheTierOutDoesNotStarveIt_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<bool>("isForCertification");
    QTest::newRow("for comparison with the last tier only") << 0.5 << false;
    QTest::newRow("for certification of the last tier only") << 1.0 << true;
    QTest::newRow("nothing") << 0.0 << true;
}

void TestProbation::aPlanThatLeavesTheTierOutDoesNotStarveIt()
{
    QFETCH(double, share);
    QFETCH(bool, isForCertification);
    CollectingWorkspace workspace;
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
    domain::ShadowPlan own;
    own.share = share;
    own.isForCertification = isForCertification;
    own.tierIds = {"large"};
    QVERIFY(workspace.host->setShadowPlan(kTask, own).has_value());
    QVERIFY(workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    for (int i = 0; i < 20 && !workspace.isCertified(); ++i) {
        workspace.askMore(100);
        QVERIFY(workspace.host->settle().has_value());
    }
    QVERIFY(workspace.isCertified());
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
    if (share > 0) { // the operator's plan is in force again
        QVERIFY(workspace.host->engine().servingState()->tasks.at(kTask).shadow == own);
    }
}

void TestProbation::aTierThatNothingReachesEndsProbation()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    Workload workload(false);
    workload.failureRate = 0;
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    workspace.askMore(workload, 900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
    QVERIFY(workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    workspace.askMore(workload, 900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
    QVERIFY(!workspace.isCertified("medium")); // "small" accepts everything: nothing reaches it
    const std::string reason = workspace.certificates("medium").front().noneReason;
    QVERIFY2(reason.starts_with("Not reached: the tiers before it accept all of"), reason.c_str());
    QVERIFY(workspace.certificates("medium").front().noneCause.kind == domain::NoneKind::Unreached);
    QVERIFY(workspace.certificates("medium").front().noneCause.judged > 45);
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
    workspace.askMore(workload, 300);
    QVERIFY(workspace.host->settle().has_value());
    const auto progress = workspace.progress();
    QVERIFY(progress.size() == 1 && progress.front().tierId == "medium");
    QVERIFY2(progress.front().sentence.starts_with("Not reached"), progress.front().sentence.c_str());
    QVERIFY(!progress.front().isReady);
}

void TestProbation::aTierThatIsLeftOutEndsProbation()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    Workload workload(false);
    workload.failureRate = 0.3; // of "small", which states no confidence: it can keep nothing, and asking it costs
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    workspace.askMore(workload, 900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified("medium"));
    QVERIFY(workspace.host->startProbation(kTask, "medium", "engine", "the failure rate is too high").has_value());
    QVERIFY(workspace.host->stores().shadows->recertifications()->contains(kTask));
    workspace.askMore(workload, 900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified("medium"));
    QVERIFY(!workspace.isCertified("small"));
    QVERIFY(workspace.certificates("small").front().noneCause.kind == domain::NoneKind::LeftOut);
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
}

void TestProbation::aTierThatIsLeftOutIsStillLookedAtNowAndThen()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    Workload workload(false);
    workload.failureRate = 0.3;
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    const auto calls = [&] {
        std::int64_t sum = 0;
        const auto spend = workspace.host->stores().shadows->spend(
            TimePoint{}, workspace.host->clock().now() + std::chrono::hours(1));
        for (const ports::ShadowSpend& row : *spend) {
            sum += row.calls;
        }
        return sum;
    };
    workspace.askMore(workload, 900);
    const std::int64_t collecting = calls();
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.certificates("small").front().noneCause.kind == domain::NoneKind::LeftOut);
    workspace.askMore(workload, 900);
    const std::int64_t settled = calls() - collecting;
    QVERIFY2(settled > 0 && settled < collecting / 4, std::to_string(settled).c_str());
    QVERIFY(workspace.host->stores().shadows->plans()->at(kTask) == plan); // the operator's own is as it was

    // What the tier is certified under changes: all of the plan's share is wanted again.
    domain::Tier small = workspace.host->engine().servingState()->tiersByRank.front();
    small.model = "medium-model";
    QVERIFY(workspace.host->stores().portfolio->saveTier(small).has_value());
    QVERIFY(workspace.host->reload().has_value());
    QCOMPARE(workspace.host->engine().servingState()->tasks.at(kTask).shadow.share, 1.0);
}

void TestProbation::aTierThatSomethingReachesIsWaitedFor()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    Workload workload(false);
    workload.failureRate = 0;
    workspace.askMore(workload, 900);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    workload.failureRate = 0.5; // "small" is not certified: all that was judged is left to "medium"
    workspace.askMore(workload, 60);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(!workspace.isCertified());
    QVERIFY(workspace.host->stores().shadows->recertifications()->contains(kTask));
}

void TestProbation::aStudentTrainedMeanwhileBeginsAnewAndSaysSo()
{
    CollectingWorkspace workspace;
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    workspace.askMore(300);
    QVERIFY(workspace.host->settle().has_value());
    const auto before = workspace.progress();
    QVERIFY(before.size() == 1 && before.front().judged > 0);
    QVERIFY(before.front().sentence.find("Begun anew") == std::string::npos);
    domain::Tier small = workspace.host->engine().servingState()->tiersByRank.front();
    small.model = "medium-model"; // as a new student is another model
    QVERIFY(workspace.host->stores().portfolio->saveTier(small).has_value());
    QVERIFY(workspace.host->reload().has_value());
    workspace.host->evidenceChanged();
    QVERIFY(workspace.host->settle().has_value());
    const auto after = workspace.progress();
    QCOMPARE(after.size(), std::size_t{1});
    QCOMPARE(after.front().judged, std::int64_t{0});
    const std::string said = "Begun anew: "
        + std::to_string(before.front().judged + before.front().tuningJudged) + " answers judged since the alarm";
    QVERIFY2(after.front().sentence.find(said) != std::string::npos, after.front().sentence.c_str());
}

void TestProbation::everyLookAtALaterTierSpends()
{
    Workspace workspace;
    workspace.addPortfolio(true);
    Workload workload(false);
    workload.failureRate = 0;
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    workspace.askMore(workload, 900);
    for (int look = 1; look <= 3; ++look) {
        QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
        QVERIFY(workspace.isCertified());
    }
    QCOMPARE(workspace.certificates("small").size(), std::size_t{1});
    const std::vector<domain::Certificate> medium = workspace.certificates("medium"); // the newest first
    QCOMPARE(medium.size(), std::size_t{3});
    QVERIFY(std::abs(medium[0].delta / medium[1].delta - 4.0 / 9) < 1e-9); // the third and the second attempt
}

QTEST_GUILESS_MAIN(TestProbation)
#include "tst_probation.moc"
