#include "program.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyHelpHasAnExample_data()
    {
        QTest::addColumn<QStringList>("command");
        const QStringList commands = commandsOf({});
        QVERIFY(commands.size() >= 10);
        for (const QString& name : commands) {
            QTest::addRow("%s", qPrintable(name)) << QStringList{name};
            for (const QString& inner : commandsOf({name})) {
                QTest::addRow("%s %s", qPrintable(name), qPrintable(inner)) << QStringList{name, inner};
            }
        }
    }

    void everyHelpHasAnExample()
    {
        QFETCH(const QStringList, command);
        const ProgramRun run = runProgram(command + QStringList{QStringLiteral("--help")});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.output.contains("Example"));
        QVERIFY(run.output.contains(("\n  routenlp " + command.join(QLatin1Char(' '))).toUtf8()));
    }

    void badUsageExitsWithTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addRow("nothing") << QStringList{};
        QTest::addRow("unknown command") << QStringList{QStringLiteral("frobnicate")};
        QTest::addRow("no workspace") << QStringList{QStringLiteral("report")};
        for (const QString& name : {QStringLiteral("doctor"), QStringLiteral("report"),
                 QStringLiteral("train"), QStringLiteral("init"), QStringLiteral("serve")}) {
            QTest::addRow("%s, unknown option", qPrintable(name))
                << QStringList{name, QStringLiteral("--workspace"), QStringLiteral("/nonexistent/w"),
                       QStringLiteral("--frobnicate")};
        }
        QTest::addRow("unknown split") << QStringList{QStringLiteral("simulate"),
            QStringLiteral("--workspace"), QStringLiteral("/nonexistent/w"), QStringLiteral("--data"),
            QStringLiteral("x.jsonl"), QStringLiteral("--split"), QStringLiteral("holdout")};
    }

    void badUsageExitsWithTwo()
    {
        QFETCH(const QStringList, arguments);
        const ProgramRun run = runProgram(arguments);
        QCOMPARE(run.exitCode, 2);
        QVERIFY(!run.errors.isEmpty());
        QVERIFY(run.output.isEmpty());
    }

    void anErrorIsOneJsonObjectWithJson()
    {
        const QTemporaryDir directory;
        const QString workspace = directory.filePath(QStringLiteral("none"));
        for (const QStringList& command : {QStringList{QStringLiteral("report")},
                 QStringList{QStringLiteral("doctor")}, QStringList{QStringLiteral("train")},
                 QStringList{QStringLiteral("policy"), QStringLiteral("history")},
                 QStringList{QStringLiteral("policy"), QStringLiteral("show")}}) {
            const ProgramRun run = runProgram(
                command + QStringList{QStringLiteral("--workspace"), workspace, QStringLiteral("--json")});
            QCOMPARE(run.exitCode, 1);
            const QJsonObject error = run.json().value(QStringLiteral("error")).toObject();
            QCOMPARE(error.value(QStringLiteral("code")).toString(), QStringLiteral("not_found"));
            QVERIFY(error.value(QStringLiteral("message")).toString().contains(workspace));
        }
    }

    void aBackupOpensAsAWorkspaceAndTheDoctorFindsItHealthy()
    {
        const QTemporaryDir directory;
        const QString workspace = directory.filePath(QStringLiteral("w"));
        const QString copy = directory.filePath(QStringLiteral("copy"));
        QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--workspace"), workspace}).exitCode, 0);
        const QStringList backup{QStringLiteral("backup"), QStringLiteral("--workspace"), workspace,
            QStringLiteral("--to"), copy, QStringLiteral("--json")};
        const ProgramRun made = runProgram(backup);
        QCOMPARE(made.exitCode, 0);
        QCOMPARE(made.json().value(QStringLiteral("to")).toString(), copy);
        const ProgramRun again = runProgram(backup);
        QCOMPARE(again.exitCode, 1);
        const QStringList doctor{
            QStringLiteral("doctor"), QStringLiteral("--workspace"), copy, QStringLiteral("--json")};
        QVERIFY(runProgram(doctor).json().value(QStringLiteral("healthy")).toBool());
        QCOMPARE(runProgram(doctor + QStringList{QStringLiteral("--repair")}).exitCode, 0);
    }

    void theDoctorFindsAnAlteredRowAndExitsWithOne()
    {
        const QTemporaryDir directory;
        const QString workspace = directory.filePath(QStringLiteral("w"));
        QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--workspace"), workspace}).exitCode, 0);
        const QString file = workspace + QStringLiteral("/workspace.db");
        QByteArray bytes = readFile(file);
        QVERIFY(bytes.size() > 12'288);
        bytes.replace(8192, 4096, QByteArray(4096, '\x5a'));
        writeFile(file, bytes);
        const ProgramRun run = runProgram(
            {QStringLiteral("doctor"), QStringLiteral("--workspace"), workspace, QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY(!run.json().value(QStringLiteral("healthy")).toBool());
        QVERIFY(!run.json().value(QStringLiteral("findings")).toArray().isEmpty());
    }

private:
    /// The names that the help lists under "Subcommands:".
    static QStringList commandsOf(const QStringList& command)
    {
        const ProgramRun run = runProgram(command + QStringList{QStringLiteral("--help")});
        const QString text = QString::fromUtf8(run.output);
        const qsizetype at = text.indexOf(QStringLiteral("Subcommands:"));
        QStringList names;
        if (at >= 0) {
            static const QRegularExpression kName(
                QStringLiteral("^  ([a-z][a-z-]*) "), QRegularExpression::MultilineOption);
            auto matches = kName.globalMatch(text.mid(at));
            while (matches.hasNext()) {
                const QString name = matches.next().captured(1);
                if (name != QStringLiteral("routenlp")) {
                    names.append(name);
                }
            }
        }
        return names;
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
