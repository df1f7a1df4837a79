#include "app/keyring_secrets.h"
#include "core/ports/secret_store.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <string>

namespace {

constexpr const char* kInSession = "ROUTENLP_TEST_KEYRING"; // set in a session of its own with an unlocked keyring
constexpr int kPatienceMs = 60'000;

} // namespace

/// Keys with a desktop's keyring and without one.
class TestKeyringSecrets final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty(kInSession)) { // whatever the desktop that runs the test: none
            qunsetenv("XDG_CURRENT_DESKTOP");
            qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        }
    }
    void cleanup()
    {
        qunsetenv("LARGE_KEY");
        qunsetenv("OPEN_AI_EU");
    }

    void theVariableThatIsNamedCanBeSet_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("variable");
        QTest::newRow("a variable's name") << std::string("LARGE_KEY") << std::string("LARGE_KEY");
        QTest::newRow("lower case") << std::string("openai") << std::string("OPENAI");
        QTest::newRow("stop and dash") << std::string("open-ai.eu") << std::string("OPEN_AI_EU");
        QTest::newRow("a digit first") << std::string("2nd.server") << std::string("_2ND_SERVER");
        QTest::newRow("beyond ASCII") << std::string("sch\xc3\xb6n") << std::string("SCH__N");
        QTest::newRow("nothing") << std::string() << std::string("_");
    }

    void theVariableThatIsNamedCanBeSet()
    {
        QFETCH(const std::string, name);
        QFETCH(const std::string, variable);
        QCOMPARE(core::ports::environmentVariableFor(name), variable);
        const app::KeyringSecrets secrets;
        if (const auto missing = secrets.secret(core::ports::inKeyring(name)); !missing) { // no keyring here
            QVERIFY2(missing.error().message.find("variable " + variable + " where") != std::string::npos,
                missing.error().message.c_str());
        }
    }

    void aNameThatNoVariableCanHaveIsReadFromTheOneThatStandsIn()
    {
        const app::KeyringSecrets secrets;
        qputenv("OPEN_AI_EU", "of the environment");
        QCOMPARE(secrets.secret("keyring:open-ai.eu").value(), std::optional<std::string>("of the environment"));
    }

    void withoutAKeyringTheEnvironmentVariableCounts()
    {
        if (!qEnvironmentVariableIsEmpty(kInSession)) {
            QSKIP("there is a keyring in this session");
        }
        app::KeyringSecrets secrets;
        const auto missing = secrets.secret("keyring:LARGE_KEY");
        QVERIFY(!missing && missing.error().code == core::ErrorCode::Unavailable);
        QVERIFY2(missing.error().message.find("set the environment variable LARGE_KEY") != std::string::npos,
            missing.error().message.c_str());
        const auto refused = secrets.setSecret("LARGE_KEY", "sk-0123456789");
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Unavailable);
        QVERIFY(refused.error().message.find("sk-0123456789") == std::string::npos);
        qputenv("LARGE_KEY", "of the environment");
        QCOMPARE(secrets.secret("keyring:LARGE_KEY").value(), std::optional<std::string>("of the environment"));
        QCOMPARE(secrets.secret("LARGE_KEY").value(), std::optional<std::string>("of the environment"));
    }

    void aKeyringKeepsAKeyUntilItIsRemoved()
    {
        if (qEnvironmentVariableIsEmpty(kInSession)) {
            runInASessionWithAKeyring();
            return;
        }
        qputenv("LARGE_KEY", "of the environment");
        app::KeyringSecrets secrets;
        QCOMPARE(secrets.secret("keyring:LARGE_KEY").value(), std::optional<std::string>("of the environment"));
        const auto kept = secrets.setSecret("LARGE_KEY", "sk-1");
        QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
        QVERIFY(secrets.setSecret("LARGE_KEY", "sk-2"));
        QCOMPARE(secrets.secret("keyring:LARGE_KEY").value(), std::optional<std::string>("sk-2"));
        QCOMPARE(secrets.secret("LARGE_KEY").value(), std::optional<std::string>("of the environment"));
        const app::KeyringSecrets another; // as after the next start
        QCOMPARE(another.secret("keyring:LARGE_KEY").value(), std::optional<std::string>("sk-2"));
        QVERIFY(secrets.setSecret("LARGE_KEY", ""));
        qunsetenv("LARGE_KEY");
        QVERIFY(!secrets.secret("keyring:LARGE_KEY").value());
    }

private:
    /// The slot above once more, in a process whose session bus has a keyring of its own.
    static void runInASessionWithAKeyring()
    {
        for (const char* program : {"dbus-run-session", "gnome-keyring-daemon"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty()) {
                QSKIP("NOT TESTED: needs dbus-run-session and gnome-keyring-daemon (packages dbus-daemon, gnome-keyring)");
            }
        }
        const QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1String(kInSession), QStringLiteral("1"));
        environment.insert(QStringLiteral("HOME"), home.path());
        for (const char* variable : {"DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"}) {
            environment.remove(QLatin1String(variable));
        }
        QProcess session;
        session.setProcessEnvironment(environment);
        session.setProcessChannelMode(QProcess::MergedChannels);
        session.start(QStringLiteral("dbus-run-session"),
            {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                QStringLiteral("printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                               "exec \"$0\" aKeyringKeepsAKeyUntilItIsRemoved"),
                QCoreApplication::applicationFilePath()});
        const bool isFinished = session.waitForFinished(kPatienceMs);
        QVERIFY2(isFinished && session.exitCode() == 0, session.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestKeyringSecrets)
#include "tst_keyring_secrets.moc"
