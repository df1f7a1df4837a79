#include "program.h"

#include "app/attached_console_service.h"
#include "app/environment_secrets.h"
#include "app/read_only_console_service.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"
#include "tests/core/gateway_upstream.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace {

/// A `routenlp serve` on the workspace, stopped with this.
class Serving {
public:
    explicit Serving(const QString& workspace)
    {
        m_process.start(QStringLiteral(ROUTENLP_PROGRAM),
            {QStringLiteral("serve"), QStringLiteral("--workspace"), workspace, QStringLiteral("--json")});
        m_process.waitForStarted();
    }
    ~Serving() { stop(); }
    void stop()
    {
        if (m_process.state() == QProcess::Running) {
            m_process.terminate();
            m_process.waitForFinished(20'000);
        }
    }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
};

/// One that nobody listens on now.
std::uint16_t freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = gatewaytest::loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace

class TestAttachedProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aBypassReachesTheRunningOwner();
    void aBypassOutlivesTheOwner();
    void withoutAnOwnerTheCommandTakesTheLockItself();
    void howStreamsAreAnsweredIsChosenBesideAndWithoutAnOwner();
    void keysAreAddedListedAndRevoked();
    void importIsDoneByTheRunningOwner();
    void trainingIsDoneByTheRunningOwner();
    void privacyIsChangedByTheRunningOwner();
    void aSecondServeIsRefused();
    void theGatewayIsSwitchedByAnAttachedConsole();
    void aKeyIsForTheOwnersKeyringOnly();
    void aReadOnlyWindowSeesWhatTheOwnerSaysAndThenWhatIsStored();
    void wrongUseIsExplained();

private:
    [[nodiscard]] ProgramRun bypass(const QStringList& arguments) const
    {
        return runProgram(QStringList{QStringLiteral("policy"), QStringLiteral("bypass"),
                              QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")}
            + arguments);
    }
    [[nodiscard]] QString stored() const
    {
        return WorkspaceSql(m_workspace)
            .value(QStringLiteral("SELECT value FROM settings WHERE key = 'engine.bypasses'"))
            .toString();
    }

    QTemporaryDir m_directory;
    QString m_workspace;
};

void TestAttachedProcess::initTestCase()
{
    m_workspace = m_directory.filePath(QStringLiteral("w"));
    const QString file = m_directory.filePath(QStringLiteral("lines.jsonl"));
    writeFile(file, labelledLines(20, 5));
    QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--workspace"), m_workspace, QStringLiteral("--seed"),
                            QStringLiteral("1")}) // splits that leave no part empty
                 .exitCode,
        0);
    QCOMPARE(runProgram({QStringLiteral("import"), QStringLiteral("--workspace"), m_workspace,
                            QStringLiteral("--task"), QStringLiteral("cs_intent"), file})
                 .exitCode,
        0);
}

void TestAttachedProcess::aBypassReachesTheRunningOwner()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const ProgramRun set
        = bypass({QStringLiteral("--task"), QStringLiteral("cs_intent"), QStringLiteral("--for"),
            QStringLiteral("2h"), QStringLiteral("--reason"), QStringLiteral("bad answers")});
    QVERIFY2(set.exitCode == 0, set.errors.constData());
    QVERIFY(set.json()[QStringLiteral("message")].toString().contains(QStringLiteral("bad answers")));
    QVERIFY(serving.isRunning()); // it holds the lock: the command was done by it
    QVERIFY(stored().contains(QStringLiteral("cs_intent")));
    const ProgramRun unknown = bypass({QStringLiteral("--task"), QStringLiteral("nonsense")});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.lastErrorLine().contains("no task 'nonsense'"));
}

void TestAttachedProcess::aBypassOutlivesTheOwner()
{
    {
        Serving first(m_workspace);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
        QCOMPARE(bypass({QStringLiteral("--all")}).exitCode, 0);
        first.stop();
        QVERIFY(!QFile::exists(m_workspace + QStringLiteral("/control.sock")));
    }
    Serving second(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    QCOMPARE(
        bypass({QStringLiteral("--all"), QStringLiteral("--lift")}).exitCode, 0); // it was still in force
    const ProgramRun again = bypass({QStringLiteral("--all"), QStringLiteral("--lift")});
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.lastErrorLine().contains("no such bypass"));
}

void TestAttachedProcess::withoutAnOwnerTheCommandTakesTheLockItself()
{
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--for"), QStringLiteral("90s")}).exitCode, 0);
    QVERIFY(stored().contains(QStringLiteral("\"task\":\"\"")));
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--lift")}).exitCode, 0);
    QVERIFY(!stored().contains(QStringLiteral("\"task\":\"\"")));
}

void TestAttachedProcess::howStreamsAreAnsweredIsChosenBesideAndWithoutAnOwner()
{
    const auto streaming = [&](const QString& task, const QString& mode) {
        return runProgram({QStringLiteral("policy"), QStringLiteral("streaming"), QStringLiteral("--workspace"), m_workspace,
            QStringLiteral("--json"), QStringLiteral("--task"), task, QStringLiteral("--mode"), mode});
    };
    const auto kept = [&] {
        return WorkspaceSql(m_workspace)
            .value(QStringLiteral("SELECT value FROM settings WHERE key = 'gateway.streaming'"))
            .toString();
    };
    const QString task = QStringLiteral("cs_intent");
    const ProgramRun alone = streaming(task, QStringLiteral("router"));
    QVERIFY2(alone.exitCode == 0, alone.errors.constData());
    QVERIFY(alone.json()[QStringLiteral("message")].toString().contains(QStringLiteral("no certificate")));
    QCOMPARE(kept(), QStringLiteral("{\"cs_intent\":\"router\"}"));
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const ProgramRun beside = streaming(task, QStringLiteral("hold"));
    QVERIFY2(beside.exitCode == 0, beside.errors.constData());
    QCOMPARE(beside.json()[QStringLiteral("streaming")].toString(), QStringLiteral("hold"));
    QCOMPARE(kept(), QStringLiteral("{\"cs_intent\":\"hold\"}"));
    const ProgramRun unknown = streaming(QStringLiteral("nonsense"), QStringLiteral("hold"));
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.lastErrorLine().contains("no task 'nonsense'"));
    QCOMPARE(streaming(task, QStringLiteral("sometimes")).exitCode, 2);
}

void TestAttachedProcess::keysAreAddedListedAndRevoked()
{
    const QStringList workspace{QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")};
    const auto key = [&](const char* what, const QStringList& more) {
        return runProgram(QStringList{QStringLiteral("key"), QLatin1String(what)} + workspace + more);
    };
    const QStringList bot{QStringLiteral("--id"), QStringLiteral("bot")};
    const ProgramRun added = key("add",
        bot
            + QStringList{QStringLiteral("--task"), QStringLiteral("cs_intent"),
                QStringLiteral("--daily-budget"), QStringLiteral("2.5"),
                QStringLiteral("--tokens-per-minute"), QStringLiteral("900"), QStringLiteral("--metrics")});
    QVERIFY2(added.exitCode == 0, added.errors.constData());
    const QString secret = added.json()[QStringLiteral("key")].toString();
    QVERIFY(secret.size() > 60);
    QVERIFY(!readFile(m_workspace + QStringLiteral("/workspace.db")).contains(secret.toUtf8()));
    QCOMPARE(key("add", bot).exitCode, 1);
    const QJsonObject listed = key("list", {}).json()[QStringLiteral("keys")].toArray().first().toObject();
    QCOMPARE(listed[QStringLiteral("id")].toString(), QStringLiteral("bot"));
    QCOMPARE(listed[QStringLiteral("daily_budget_usd")].toDouble(), 2.5);
    QCOMPARE(listed[QStringLiteral("tokens_per_minute")].toInt(), 900);
    QVERIFY(listed[QStringLiteral("metrics")].toBool());
    QVERIFY(!listed[QStringLiteral("revoked")].toBool());
    QCOMPARE(key("revoke", bot).exitCode, 0);
    QVERIFY(key("list", {})
                .json()[QStringLiteral("keys")]
                .toArray()
                .first()
                .toObject()[QStringLiteral("revoked")]
                .toBool());
    QCOMPARE(key("revoke", {QStringLiteral("--id"), QStringLiteral("nobody")}).exitCode, 1);
}

void TestAttachedProcess::importIsDoneByTheRunningOwner()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const QString more = QStringLiteral("more.jsonl"); // relative: where the command was typed
    writeFile(m_directory.filePath(more), labelledLines(60, 0));
    const QStringList words{QStringLiteral("import"), QStringLiteral("--workspace"), QStringLiteral("w"),
        QStringLiteral("--task"), QStringLiteral("cs_intent"), QStringLiteral("--json"), more};
    const ProgramRun run = runProgram(words, 60'000, m_directory.path());
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    QVERIFY(run.json()[QStringLiteral("added")].toInt() > 0);
    QVERIFY(serving.isRunning()); // it holds the lock all the time
    const int stored = WorkspaceSql(m_workspace).value(QStringLiteral("SELECT count(*) FROM examples")).toInt();
    QVERIFY2(stored >= run.json()[QStringLiteral("added")].toInt(), QByteArray::number(stored).constData());
    const ProgramRun again = runProgram(words, 60'000, m_directory.path());
    QCOMPARE(again.json()[QStringLiteral("added")].toInt(), 0);
    QCOMPARE(again.json()[QStringLiteral("lines")].toInt(), 60);
    writeFile(m_directory.filePath(more), "{\"id\":1");
    const ProgramRun broken = runProgram(words, 60'000, m_directory.path());
    QCOMPARE(broken.exitCode, 1);
    QVERIFY2(broken.lastErrorLine().startsWith("routenlp import: "), broken.errors.constData());
    QVERIFY(broken.json().contains(QStringLiteral("error")));
}

void TestAttachedProcess::trainingIsDoneByTheRunningOwner()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const ProgramRun run = runProgram({QStringLiteral("train"), QStringLiteral("--workspace"), m_workspace,
        QStringLiteral("--epochs"), QStringLiteral("1"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    QCOMPARE(run.json()[QStringLiteral("trained")].toArray(), QJsonArray{QStringLiteral("cs_intent")});
    QVERIFY(run.errors.contains('%')); // its progress reaches whoever waits
    QVERIFY(serving.isRunning());
    QCOMPARE(WorkspaceSql(m_workspace).value(QStringLiteral("SELECT count(*) FROM runs WHERE state = 'succeeded'")).toInt(), 1);
}

void TestAttachedProcess::privacyIsChangedByTheRunningOwner()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const ProgramRun run = runProgram({QStringLiteral("privacy"), QStringLiteral("set"), QStringLiteral("--workspace"),
        m_workspace, QStringLiteral("--task"), QStringLiteral("cs_intent"), QStringLiteral("--text-days"),
        QStringLiteral("7"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    const ProgramRun shown = runProgram({QStringLiteral("privacy"), QStringLiteral("show"),
        QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")});
    QVERIFY2(shown.output.contains("\"text_days\":7"), shown.output.constData());
}

void TestAttachedProcess::aSecondServeIsRefused()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    const ProgramRun second
        = runProgram({QStringLiteral("serve"), QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")});
    QCOMPARE(second.exitCode, 1);
    QCOMPARE(second.json()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString(),
        QStringLiteral("locked"));
    QVERIFY(serving.isRunning());
}

void TestAttachedProcess::theGatewayIsSwitchedByAnAttachedConsole()
{
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    auto attached = app::AttachedConsoleService::attach(m_workspace.toStdString());
    QVERIFY(attached);
    QVERIFY(!(*attached)->snapshot()->gateway.isRunning);
    core::domain::Task task;
    task.id = "ticket_triage";
    task.name = "Ticket triage";
    QVERIFY((*attached)->execute(core::ports::SaveTask{task, true}));
    QVERIFY(std::ranges::any_of((*attached)->snapshot()->tasks, // what was done is seen at once, without a poll
        [&](const core::domain::Task& known) { return known.id == task.id; }));
    const std::uint16_t port = freePort();
    const auto started = (*attached)->execute(core::ports::SwitchGateway{true, "127.0.0.1", port});
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    QTRY_VERIFY((*attached)->snapshot()->gateway.isRunning);
    QCOMPARE((*attached)->snapshot()->gateway.port, port);
    const int socket = gatewaytest::connectTo(port);
    QVERIFY(socket >= 0);
    gatewaytest::sendAll(socket, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QVERIFY(gatewaytest::receiveAll(socket).starts_with("HTTP/1.1 200"));
    ::close(socket);
    // A model server is added, described, tested (nobody listens there) and removed again.
    core::domain::Endpoint endpoint;
    endpoint.tierId = "small";
    endpoint.baseUrl = "http://127.0.0.1:" + std::to_string(freePort()) + "/v1";
    QVERIFY((*attached)->execute(core::ports::SaveEndpoint{endpoint, "Small", "m", {1, 2}}));
    QTRY_COMPARE((*attached)->snapshot()->gateway.endpoints.size(), std::size_t{1});
    QCOMPARE((*attached)->snapshot()->gateway.endpoints.front().endpoint.baseUrl, endpoint.baseUrl);
    const auto tested = (*attached)->execute(core::ports::TestEndpoint{endpoint});
    QVERIFY(!tested && tested.error().code == core::ErrorCode::Unavailable);
    QVERIFY((*attached)->execute(core::ports::RemoveEndpoint{"small"}));
    QTRY_VERIFY((*attached)->snapshot()->gateway.endpoints.empty());
    QVERIFY((*attached)->execute(core::ports::SwitchGateway{false, {}, 0}));
    QTRY_VERIFY(!(*attached)->snapshot()->gateway.isRunning);
    QVERIFY(gatewaytest::connectTo(port) < 0);
}

void TestAttachedProcess::aKeyIsForTheOwnersKeyringOnly()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"); // a machine without a keyring
    qputenv("SMALL_KEY", "of-the-environment");
    Serving serving(m_workspace);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_workspace + QStringLiteral("/control.sock")), 20'000);
    auto attached = app::AttachedConsoleService::attach(m_workspace.toStdString());
    QVERIFY(attached);
    const QByteArray secret = "sk-very-secret-0123456789";
    const auto refused = (*attached)->execute(core::ports::StoreSecret{"SMALL_KEY", secret.toStdString()});
    QVERIFY(!refused && refused.error().code == core::ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.find("set the environment variable SMALL_KEY") != std::string::npos,
        refused.error().message.c_str());
    core::domain::Endpoint endpoint;
    endpoint.tierId = "small";
    endpoint.baseUrl = "http://127.0.0.1:" + std::to_string(freePort()) + "/v1";
    for (const bool isKnown : {false, true}) { // the variable of that name stands in for the keyring
        endpoint.secretName = isKnown ? "keyring:SMALL_KEY" : "keyring:NO_SUCH_KEY";
        QVERIFY((*attached)->execute(core::ports::SaveEndpoint{endpoint, "Small", "m", {1, 2}}));
        QTRY_COMPARE((*attached)->snapshot()->gateway.endpoints.front().endpoint.secretName, endpoint.secretName);
        QCOMPARE((*attached)->snapshot()->gateway.endpoints.front().hasKey, isKnown);
    }
    QVERIFY(readFile(m_workspace + QStringLiteral("/gateway.json")).contains("\"key_keyring\": \"SMALL_KEY\""));
    QVERIFY((*attached)->execute(core::ports::RemoveEndpoint{"small"}));
    serving.stop();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_workspace.toStdString())) {
        if (entry.is_regular_file()) {
            QVERIFY2(!readFile(QString::fromStdString(entry.path().string())).contains(secret), entry.path().c_str());
        }
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
    qunsetenv("SMALL_KEY");
}

void TestAttachedProcess::aReadOnlyWindowSeesWhatTheOwnerSaysAndThenWhatIsStored()
{
    const auto workspace = db::Workspace::openReadOnly(m_workspace.toStdString());
    QVERIFY(workspace);
    const db::Stores stores = db::openStores(**workspace);
    const app::EnvironmentSecrets secrets;
    app::ReadOnlyConsoleService window(stores, m_workspace.toStdString(), secrets);
    const auto knows = [&](const std::string& key) {
        const auto shown = window.snapshot();
        return std::any_of(shown->gateway.keys.begin(), shown->gateway.keys.end(),
            [&](const core::ports::ClientKeyState& state) { return state.key.id == key && !state.key.isRevoked; });
    };
    const auto addKey = [&](const QString& id) {
        return runProgram({QStringLiteral("key"), QStringLiteral("add"), QStringLiteral("--workspace"), m_workspace,
                              QStringLiteral("--id"), id})
            .exitCode;
    };
    // Nobody owns the workspace: what is stored is shown, and read again.
    QVERIFY(!window.snapshot()->workspace.isAttached);
    QVERIFY(!window.snapshot()->tasks.empty());
    QCOMPARE(addKey(QStringLiteral("stored")), 0);
    QTRY_VERIFY_WITH_TIMEOUT(knows("stored"), 20'000);
    {
        Serving serving(m_workspace);
        QTRY_VERIFY_WITH_TIMEOUT(window.snapshot()->workspace.isAttached, 20'000);
        QVERIFY(window.snapshot()->workspace.isReadOnly);
        QCOMPARE(addKey(QStringLiteral("served")), 0);
        QTRY_VERIFY_WITH_TIMEOUT(knows("served"), 20'000);
        const auto refused = window.execute(core::ports::RevokeClientKey{"served"});
        QVERIFY(!refused && refused.error().code == core::ErrorCode::PermissionDenied);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!window.snapshot()->workspace.isAttached, 20'000);
    QVERIFY(knows("served"));
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--for"), QStringLiteral("2h")}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(window.snapshot()->bypasses.size(), std::size_t{1}, 20'000);
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--lift")}).exitCode, 0);
}

void TestAttachedProcess::wrongUseIsExplained()
{
    QCOMPARE(bypass({}).exitCode, 2);
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--task"), QStringLiteral("x")}).exitCode, 2);
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--for"), QStringLiteral("soon")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestAttachedProcess)
#include "tst_attached_process.moc"
