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
        ports::AddClientKey{{"bot", "Bot", "ab", {"cs_intent"}, 5, {}, domain::Money{7}, {}, false}},
        ports::RevokeClientKey{"bot"}, ports::AcknowledgeAlarm{"alarm-1"},
        ports::StartProbation{"cs_intent", "student", "why"}, ports::SetAlarmResponse{false},
        ports::JudgeAnswer{"q2", 0.75, "besser", "note", "ann"},
        ports::RenameCluster{{"c1", "cs_intent", {"q1", "q2"}}, "Refunds"},
        ports::MergeClusters{{"c1", "", {"q1"}}, {{"", "", {"q3"}}, {"c2", "", {}}}},
        ports::ExcludeCluster{{"c1", "", {}}, false}, ports::DrawCluster{{"", "", {"q1"}}, "Mine"},
        ports::UndoClusterEdit{}, ports::SetMonthlyBudget{"cs_intent", domain::Money{5}},
        ports::SetMonthlyBudget{}, ports::SetTierPrice{"large", {7, std::nullopt}, "list"},
        ports::SwitchGateway{true, "0.0.0.0", 9000}, ports::RemoveEndpoint{"large"},
        ports::SaveEndpoint{endpoint(), "Large", "gpt", {1, 2}}, ports::TestEndpoint{endpoint()},
        ports::AddToReview{{"q1"},
            {{fromMicroseconds(1), fromMicroseconds(2)}, "cs_intent", "large", true, {}, false, "words", "v1"}}};
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
    snapshot.certificates = {certificate, domain::Certificate{}};
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
    snapshot.bypasses.push_back({"", fromMicroseconds(9), "reason"});
    snapshot.problems.push_back("a problem");
    return snapshot;
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
    QVERIFY(std::get<ports::SetBypass>(*app::wire::commandFromJson(app::wire::toJson(everyCommand()[5])))
        == std::get<ports::SetBypass>(everyCommand()[5]));
    QCOMPARE(
        std::get<ports::AddClientKey>(*app::wire::commandFromJson(app::wire::toJson(everyCommand()[7]))).key,
        std::get<ports::AddClientKey>(everyCommand()[7]).key);
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
    QCOMPARE(got->tasks[0].answerFloor, sent.tasks[0].answerFloor);
    QCOMPARE(got->acknowledgedQueries, sent.acknowledgedQueries);
    QVERIFY(got->runs[0].state == domain::RunState::Running);
}

void TestConsoleWire::foreignMessagesAreErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("unknown command") << QByteArray(R"({"name":"format_disk"})");
    QTest::newRow("wrong type") << QByteArray(R"({"name":"set_risk_level","alpha":"x"})");
    QTest::newRow("other protocol") << QByteArray(R"({"protocol":99,"do":"snapshot","known":0})");
    QTest::newRow("unknown request") << QByteArray(R"({"protocol":1,"do":"dance"})");
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
