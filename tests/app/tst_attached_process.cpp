#include "program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

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

} // namespace

class TestAttachedProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aBypassReachesTheRunningOwner();
    void aBypassOutlivesTheOwner();
    void withoutAnOwnerTheCommandTakesTheLockItself();
    void keysAreAddedListedAndRevoked();
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
    QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--workspace"), m_workspace}).exitCode, 0);
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
                QStringLiteral("--tokens-per-minute"), QStringLiteral("900")});
    QVERIFY2(added.exitCode == 0, added.errors.constData());
    const QString secret = added.json()[QStringLiteral("key")].toString();
    QVERIFY(secret.size() > 60);
    QVERIFY(!readFile(m_workspace + QStringLiteral("/workspace.db")).contains(secret.toUtf8()));
    QCOMPARE(key("add", bot).exitCode, 1);
    const QJsonObject listed = key("list", {}).json()[QStringLiteral("keys")].toArray().first().toObject();
    QCOMPARE(listed[QStringLiteral("id")].toString(), QStringLiteral("bot"));
    QCOMPARE(listed[QStringLiteral("daily_budget_usd")].toDouble(), 2.5);
    QCOMPARE(listed[QStringLiteral("tokens_per_minute")].toInt(), 900);
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

void TestAttachedProcess::wrongUseIsExplained()
{
    QCOMPARE(bypass({}).exitCode, 2);
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--task"), QStringLiteral("x")}).exitCode, 2);
    QCOMPARE(bypass({QStringLiteral("--all"), QStringLiteral("--for"), QStringLiteral("soon")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestAttachedProcess)
#include "tst_attached_process.moc"
