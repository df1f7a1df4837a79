#include "app/attached_console_service.h"
#include "app/console_wire.h"
#include "app/console_wire_fields.h"
#include "app/control_server.h"
#include "app/engine_host.h"
#include "app/in_process_console_service.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <set>

using namespace core;
using ports::ConsoleCommand;
using ports::ConsoleSnapshot;

namespace {

/// Every member differs from its default.
domain::LoopOptions loopOptions()
{
    return {5, 0.01, "random_failures", 9, domain::Money{77}, domain::Money{5}, 3, 4, 1.5, 11, 0.03, false, true,
        {"q1", "q2"}, 2, 8};
}

domain::Endpoint endpoint()
{
    domain::Endpoint endpoint;
    endpoint.tierId = "large";
    endpoint.baseUrl = "https://models.example.com/v1";
    endpoint.secretName = "KEY";
    endpoint.timeouts.firstByteMs = 7;
    endpoint.detailPrices.cacheReadPicoUsd = 3;
    endpoint.passThroughModels = {"gpt-*"};
    return endpoint;
}

std::vector<ConsoleCommand> everyCommand()
{
    return {ports::RecordOutcome{"q1", 0.25, "größer \"quoted\"\n", "note"},
        ports::TrainStudents{"cs_intent"}, ports::CancelRun{"run-1"},
        ports::SetSimulatedTraffic{false, 12.5, 0.5}, ports::SetRiskLevel{"fin_ner", 0.1, "why"},
        ports::SetBypass{"cs_intent", fromMicroseconds(1'234'567'890'123'456), "outage"}, ports::SetBypass{},
        ports::AddClientKey{{"bot", "Bot", "ab", {"cs_intent"}, 5, {}, domain::Money{7}, {}, false, true}},
        ports::RevokeClientKey{"bot"}, ports::AcknowledgeAlarm{"alarm-1"},
        ports::StartProbation{"cs_intent", "student", "why"}, ports::SetAlarmResponse{false},
        ports::JudgeAnswer{"q2", 0.75, "besser", "note", "ann"},
        ports::RenameCluster{{"c1", "cs_intent", {"q1", "q2"}}, "Refunds"},
        ports::MergeClusters{{"c1", "", {"q1"}}, {{"", "", {"q3"}}, {"c2", "", {}}}},
        ports::ExcludeCluster{{"c1", "", {}}, false}, ports::DrawCluster{{"", "", {"q1"}}, "Mine"},
        ports::UndoClusterEdit{}, ports::SetMonthlyBudget{"cs_intent", domain::Money{5}},
        ports::TrainRouter{"cs_intent", "{}"}, ports::UseRouter{"router-1", "cs_intent", "better"},
        ports::SetRouteLimits{"cs_intent", 1500.0, std::nullopt, "slow"},
        ports::RevertPolicy{"3f2a", "cs_intent", "why"},
        ports::StartStudy{{fromMicroseconds(1), fromMicroseconds(2)}, "cs_intent", 40, ~std::uint64_t{0}},
        ports::SaveTask{domain::presetTask("fin_ner").value(), true}, ports::ArrangeTier{"large", "Large", 2},
        ports::StoreSecret{"OPENAI_API_KEY", "sk-1"}, ports::SplitCluster{{"c1", "cs_intent", {"q1", "q2"}}},
        ports::StartTraining{"cs_intent", {{"student.epochs", 3}}}, ports::StartCalibration{"cs_intent", 0.1},
        ports::JudgePair{"study-1", 3, "ann", domain::StudyVerdict::LastTierBetter},
        ports::WithdrawJudgement{"q2", "ann"}, ports::WithdrawPairJudgement{"study-1", 3, "ann"}, ports::SetMonthlyBudget{}, ports::SetTierPrice{"large", {7, std::nullopt}, "list"},
        ports::StartLoop{"cs_intent", loopOptions()}, ports::DistilCluster{{"c1", "cs_intent", {"q1"}}, {}},
        ports::FindClusters{"cs_intent", 7, 3}, ports::ResumeRun{"run-1"},
        ports::PromoteChallenger{"run-1", "cs_intent", "why"}, ports::ShadowChallenger{"run-1", "cs_intent", false, 0.25},
        ports::SetLoopSchedule{{true, 90, true, loopOptions()}},
        ports::SwitchGateway{true, "0.0.0.0", 9000}, ports::RemoveEndpoint{"large"},
        ports::SaveEndpoint{endpoint(), "Large", "gpt", {1, 2}}, ports::TestEndpoint{endpoint()},
        ports::AddToReview{{"q1"},
            {{fromMicroseconds(1), fromMicroseconds(2)}, "cs_intent", "large", true, {}, false, "words", "v1", "bot"}},
        ports::ApplyPolicyDraft{{"cs_intent", 0.8, 0.02, 0.1, 0.05, ports::CertificationMethod::SampleSplit,
            domain::RouteLimits{250.0, std::nullopt}}, "why"},
        ports::SetShadowPlan{"cs_intent", {0.2, {"small"}, false, 0.1, false, true}},
        ports::CertifyFromShadow{"cs_intent"}, ports::JudgeShadowAnswer{"q1", "small", true, "ann"},
        ports::SetPromiseScope{true}, ports::SetStreamingMode{"cs_intent", domain::StreamingMode::RouterChoice},
        ports::CompareTunedModel{{"small", "ft:small:2", "http://127.0.0.1:9/v1", "keyring:tuned", {300, 1200}, "run-1",
            "cs_intent", 120, domain::Money{2000}, 0.03}},
        ports::TakeBackTunedModel{"run-2"}};
}

ConsoleSnapshot fullSnapshot()
{
    ConsoleSnapshot snapshot;
    snapshot.revision = 7;
    snapshot.at = fromMicroseconds(1'700'000'000'000'001);
    snapshot.workspace = {"/w", "w", true, false, false};
    snapshot.tasks.push_back(domain::presetTask("fin_ner").value());
    domain::Tier tier;
    tier.id = "large";
    tier.provider = domain::TierProvider::Endpoint;
    tier.prices.inputPicoUsd = 2'500'000;
    snapshot.tiers.push_back(tier);
    domain::PolicyVersion policy;
    policy.sequence = 3;
    policy.tasks["fin_ner"].thresholds["student"] = 0.1 + 0.2; // no short decimal
    snapshot.policy = domain::sealed(policy);
    domain::Certificate certificate;
    certificate.threshold = 0.75;
    certificate.riskUpperBound = 0.0499999999999999;
    certificate.basis = R"({"target":1})";
    certificate.scopeTasks = 6;
    domain::Certificate none;
    none.noneCause = {domain::NoneKind::TooFewAbove, 260, 9, 120, 2, 132, 12, 26, 0.1 + 0.2, 0.05};
    snapshot.certificates = {certificate, none};
    snapshot.evidence.push_back({"fin_ner", "student", 31, 45, 20, 2, true, false, "agreement with Large",
        fromMicroseconds(5), 1.5, "31 of 45 judged."});
    snapshot.shadowPlans["fin_ner"] = {0.25, {"student"}, true, 0.1, true, false};
    snapshot.students.push_back({"fin_ner", true, "student-1", std::nullopt});
    domain::Run run;
    run.id = "run-1";
    run.kind = domain::RunKind::Calibration;
    run.state = domain::RunState::Running;
    run.startedAt = fromMicroseconds(5);
    snapshot.runs.push_back(run);
    snapshot.acknowledgedQueries = 1ULL << 60;
    snapshot.simulatedTraffic = {true, true, 4, 0.5};
    snapshot.backfill = {true, 0.5};
    snapshot.loopSchedule = {true, 30, true, loopOptions()};
    snapshot.bypasses.push_back({"", fromMicroseconds(9), "reason"});
    snapshot.problems.push_back("a problem");
    ports::EndpointState server;
    server.endpoint = endpoint();
    server.hasKey = false;
    server.rateLimits = {500, 482, 30'000, std::nullopt, 3, fromMicroseconds(11)};
    snapshot.gateway.endpoints.push_back(server);
    snapshot.gateway.streaming = {{"fin_ner", {domain::StreamingMode::RouterChoice, true}}, {"cs_intent", {}}};
    return snapshot;
}

domain::RouteExplanation fullExplanation()
{
    domain::RouteExplanation explanation;
    explanation.routerVersion = "router-1";
    explanation.encoder = "use-lite";
    explanation.difficulty = 0.1 + 0.2;
    explanation.isNovel = true;
    explanation.familiarity = 0.25;
    explanation.noveltyFloor = 0.3;
    explanation.novelThisWeek = 7;
    explanation.tiers = {{"student", 0.1, 0.2, 0.3, 0.4, 0.5}, {"large", 0.6, 0.7, 0.8, 0.9, 1.0}};
    explanation.neighbours = {{"cs_intent", "grüße", 0.75, {1.0, 0.5}}};
    explanation.words = {{"treaty", -0.25}};
    explanation.componentWeights = {0.5, 0.25, 0.25, 0};
    return explanation;
}

/// Remembers what it was told.
class RecordingService final : public ports::ConsoleService {
public:
    std::shared_ptr<const ConsoleSnapshot> snapshot() const override
    {
        auto next = std::make_shared<ConsoleSnapshot>(fullSnapshot());
        next->revision = revision;
        return next;
    }
    Result<ports::CommandReceipt> execute(const ConsoleCommand& command) override
    {
        told = app::wire::toJson(command);
        ++revision;
        return std::holds_alternative<ports::CancelRun>(command)
            ? Result<ports::CommandReceipt>(fail(ErrorCode::NotFound, "no such run"))
            : ports::CommandReceipt{"done", "ref"};
    }
    Result<ports::RiskLevelPreview> previewRiskLevel(const std::string& taskId, double alpha) const override
    {
        ports::RiskLevelPreview preview;
        preview.taskId = taskId;
        preview.alpha = alpha;
        return preview;
    }
    Result<ports::PolicyPreview> previewPolicy(const ports::PolicyDraft& draft) const override
    {
        ports::PolicyPreview preview;
        preview.draft = draft;
        preview.then.costPerDayUsd = {1, 0.8, 1.2, 0.5, std::numeric_limits<double>::quiet_NaN()};
        preview.then.p99LatencyMs = {310, 300, 320, 250, 400.5};
        preview.now.p99LatencyMs.value = std::numeric_limits<double>::quiet_NaN();
        preview.judgedMissing = 17;
        preview.alarm = {40, fromMicroseconds(1), fromMicroseconds(2), "small"};
        preview.then.flow = {{0.25, 0.75}, {0, 0}};
        preview.curve = {{0.05, 0.001, 0.7, true}};
        return preview;
    }
    Result<domain::RouteExplanation> explainRoute(const std::string& queryId) const override
    {
        return queryId == "none" ? Result<domain::RouteExplanation>(fail(ErrorCode::NotFound, "no such request"))
                                 : fullExplanation();
    }
    std::atomic<std::uint64_t> revision = 1;
    std::string told;
};

} // namespace

class TestConsoleWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandSurvivesTheWire();
    void aSnapshotSurvivesTheWire();
    void foreignMessagesAreErrors_data();
    void foreignMessagesAreErrors();
    void theSocketIsTheUsersOwn();
    void anAttachedServiceSeesAndSteersTheOwner();
    void explanationsCrossTheSocket();
    void anOwnerThatGoesIsAProblemOnTheSnapshot();
    void aWorkspacePathMayBeLong();
    void aBypassActsInTheEngineAndOutlivesIt();
};

void TestConsoleWire::everyCommandSurvivesTheWire()
{
    std::set<std::size_t> kinds;
    for (const ConsoleCommand& command : everyCommand()) {
        const std::string text = app::wire::toJson(command);
        const Result<ConsoleCommand> back = app::wire::commandFromJson(text);
        QVERIFY2(back, text.c_str());
        QCOMPARE(back->index(), command.index());
        QCOMPARE(app::wire::toJson(*back), text);
        kinds.insert(command.index());
    }
    const auto crossed = [](const auto& command) { // what a command calls a name stays its own
        return std::get<std::decay_t<decltype(command)>>(
            *app::wire::commandFromJson(app::wire::toJson(ConsoleCommand(command))));
    };
    QCOMPARE(crossed(ports::StoreSecret{"OPENAI_API_KEY", "sk-1"}).name, std::string("OPENAI_API_KEY"));
    QCOMPARE(crossed(ports::ArrangeTier{"large", "Large", 2}).name, std::string("Large"));
    QVERIFY(std::get<ports::SetBypass>(*app::wire::commandFromJson(app::wire::toJson(everyCommand()[5])))
        == std::get<ports::SetBypass>(everyCommand()[5]));
    QCOMPARE(
        std::get<ports::AddClientKey>(*app::wire::commandFromJson(app::wire::toJson(everyCommand()[7]))).key,
        std::get<ports::AddClientKey>(everyCommand()[7]).key);
    for (const ConsoleCommand& command : everyCommand()) {
        if (const auto* schedule = std::get_if<ports::SetLoopSchedule>(&command)) {
            const auto back = app::wire::commandFromJson(app::wire::toJson(command));
            QVERIFY(std::get<ports::SetLoopSchedule>(*back) == *schedule);
        }
    }
    QCOMPARE(kinds.size(), std::variant_size_v<ConsoleCommand>);
}

void TestConsoleWire::aSnapshotSurvivesTheWire()
{
    const ConsoleSnapshot sent = fullSnapshot();
    const Result<ConsoleSnapshot> got = app::wire::snapshotFromJson(app::wire::toJson(sent));
    QVERIFY(got);
    QCOMPARE(app::wire::toJson(*got), app::wire::toJson(sent));
    QVERIFY(got->policy == sent.policy);
    QVERIFY(got->certificates == sent.certificates);
    QVERIFY(got->bypasses == sent.bypasses);
    QVERIFY(got->gateway == sent.gateway);
    QCOMPARE(got->tasks[0].answerFloor, sent.tasks[0].answerFloor);
    QCOMPARE(got->acknowledgedQueries, sent.acknowledgedQueries);
    QVERIFY(got->runs[0].state == domain::RunState::Running);
}

void TestConsoleWire::foreignMessagesAreErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("unknown command") << QByteArray(R"({"command":"format_disk"})");
    QTest::newRow("wrong type") << QByteArray(R"({"command":"set_risk_level","alpha":"x"})");
    QTest::newRow("other protocol") << QByteArray(R"({"protocol":99,"do":"snapshot","known":0})");
    QTest::newRow("unknown request") << QByteArray(R"({"protocol":2,"do":"dance"})");
}

void TestConsoleWire::foreignMessagesAreErrors()
{
    QFETCH(QByteArray, text);
    RecordingService service;
    QVERIFY(!app::wire::commandFromJson(text.toStdString()));
    const std::string reply = app::wire::answerRequest(service, text.toStdString());
    const auto receipt = app::wire::receiptReply(reply);
    QVERIFY(!receipt);
    QVERIFY(!receipt.error().message.empty());
    QVERIFY(service.told.empty());
}

void TestConsoleWire::theSocketIsTheUsersOwn()
{
    const QTemporaryDir workspace;
    RecordingService service;
    const auto server = app::ControlServer::start(workspace.path().toStdString(), service);
    QVERIFY(server);
    const QFileInfo socket(workspace.filePath(QStringLiteral("control.sock")));
    QVERIFY(socket.exists());
    const QFile::Permissions others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY((socket.permissions() & others) == QFile::Permissions());
}

void TestConsoleWire::anAttachedServiceSeesAndSteersTheOwner()
{
    const QTemporaryDir workspace;
    RecordingService service;
    const auto server = app::ControlServer::start(workspace.path().toStdString(), service);
    const auto attached = app::AttachedConsoleService::attach(workspace.path().toStdString());
    QVERIFY(server && attached);
    const auto first = (*attached)->snapshot();
    QVERIFY(first->workspace.isAttached);
    QCOMPARE(first->tasks.size(), 1U);
    const auto receipt = (*attached)->execute(everyCommand()[5]);
    QVERIFY(receipt);
    QCOMPARE(receipt->reference, std::string("ref"));
    QCOMPARE(service.told, app::wire::toJson(everyCommand()[5]));
    QTRY_VERIFY((*attached)->snapshot()->revision > first->revision); // the owner's state changed
    const auto refused = (*attached)->execute(ports::CancelRun{"x"});
    QVERIFY(!refused && refused.error().code == ErrorCode::NotFound);
    QCOMPARE(refused.error().message, std::string("no such run"));
    const auto preview = (*attached)->previewRiskLevel("fin_ner", 0.07);
    QVERIFY(preview);
    QCOMPARE(preview->alpha, 0.07);
    const ports::PolicyDraft draft{"fin_ner", 0.9, 0.07, 0.1, 0.02, ports::CertificationMethod::SampleSplit,
        domain::RouteLimits{250.5, std::nullopt}, true};
    const auto replayed = (*attached)->previewPolicy(draft);
    QVERIFY(replayed);
    QVERIFY(replayed->draft == draft);
    QVERIFY(replayed->draft.limits.has_value());
    QCOMPARE(replayed->draft.limits->latencyMs, std::optional<double>(250.5));
    QVERIFY(!replayed->draft.limits->costUsd);
    const auto unlimited = (*attached)->previewPolicy({"fin_ner", 0.9, 0.07, 0.1, 0.02});
    QVERIFY(unlimited && !unlimited->draft.limits); // those in force, not "none"
    QCOMPARE(replayed->then.p99LatencyMs.value, 310.0);
    QCOMPARE(replayed->then.p99LatencyMs.high95, 400.5);
    QVERIFY(std::isnan(replayed->now.p99LatencyMs.value));
    QCOMPARE(replayed->judgedMissing, std::int64_t{17});
    QVERIFY((replayed->alarm == ports::AlarmReplay{40, fromMicroseconds(1), fromMicroseconds(2), "small"}));
    QCOMPARE(replayed->then.costPerDayUsd.high50, 1.2);
    QVERIFY(std::isnan(replayed->then.costPerDayUsd.high95));
    QCOMPARE(replayed->then.flow.front().back(), 0.75);
    QCOMPARE(replayed->curve.front().keptShare, 0.7);
}

void TestConsoleWire::explanationsCrossTheSocket()
{
    const QTemporaryDir workspace;
    RecordingService service;
    const auto server = app::ControlServer::start(workspace.path().toStdString(), service);
    const auto attached = app::AttachedConsoleService::attach(workspace.path().toStdString());
    QVERIFY(server && attached);
    const auto explanation = (*attached)->explainRoute("q1");
    QVERIFY2(explanation, explanation ? "" : explanation.error().message.c_str());
    QVERIFY(*explanation == fullExplanation());
    QVERIFY((*attached)->explainRoute("none").error().code == ErrorCode::NotFound);
}

void TestConsoleWire::anOwnerThatGoesIsAProblemOnTheSnapshot()
{
    const QTemporaryDir workspace;
    RecordingService service;
    auto server = app::ControlServer::start(workspace.path().toStdString(), service);
    const auto attached = app::AttachedConsoleService::attach(workspace.path().toStdString());
    QVERIFY(server && attached);
    server->reset();
    QTRY_COMPARE((*attached)->snapshot()->problems.size(), 2U);
    QVERIFY(!(*attached)->execute(ports::TrainStudents{}));
    server = app::ControlServer::start(workspace.path().toStdString(), service);
    QTRY_COMPARE((*attached)->snapshot()->problems.size(), 1U); // a new owner is found again
    QVERIFY(!app::AttachedConsoleService::attach("/nowhere"));
}

void TestConsoleWire::aWorkspacePathMayBeLong()
{
    const QTemporaryDir base;
    const QString path = base.filePath(QString(200, QLatin1Char('w')));
    QVERIFY(QDir().mkdir(path));
    RecordingService service;
    const auto server = app::ControlServer::start(path.toStdString(), service);
    QVERIFY(server);
    QVERIFY(app::AttachedConsoleService::attach(path.toStdString()));
}

void TestConsoleWire::aBypassActsInTheEngineAndOutlivesIt()
{
    const QTemporaryDir directory;
    const auto opened = [&] {
        app::EngineHostOptions options;
        options.workspace = directory.path().toStdString() + "/w";
        options.createsIfMissing = true;
        return app::EngineHost::open(std::move(options));
    };
    const TimePoint now = SystemClock().now();
    {
        const auto host = opened();
        QVERIFY(host);
        app::InProcessConsoleService service(**host, nullptr);
        QVERIFY(!service.execute(ports::SetBypass{"no_task", now + std::chrono::hours(1), ""}));
        QVERIFY(!service.execute(ports::SetBypass{"", now - std::chrono::hours(1), ""}));
        QVERIFY(!(*host)->engine().bypasses().isActive("any", now));
        QVERIFY(service.execute(ports::SetBypass{"", now + std::chrono::hours(1), "outage"}));
        QVERIFY((*host)->engine().bypasses().isActive("any", now));
        QVERIFY(service.snapshot()->bypasses.front().reason == "outage");
        QCOMPARE(service.snapshot()->problems.size(), 1U);
    }
    const auto host = opened();
    QVERIFY(host);
    app::InProcessConsoleService service(**host, nullptr);
    QVERIFY((*host)->engine().bypasses().isActive("any", now));
    QVERIFY(!(*host)->engine().bypasses().isActive("any", now + std::chrono::hours(2)));
    QVERIFY(service.execute(ports::SetBypass{}));
    QVERIFY(!(*host)->engine().bypasses().isActive("any", now));
    QVERIFY(service.snapshot()->bypasses.empty());
}

QTEST_GUILESS_MAIN(TestConsoleWire)
#include "tst_console_wire.moc"
