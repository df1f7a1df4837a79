#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// `routenlp privacy`: rules, patterns and the rights of end users, from the command line to the stored rows.
class TestPrivacy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        writeFile(file(), labelledLines(400, 20));
        const ProgramRun run
            = runProgram({QStringLiteral("import"), file(), QStringLiteral("--workspace"), workspace()});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
    }

    void aTaskStartsWholeRedactedAndForEver()
    {
        const QJsonObject rule = ruleOf(QStringLiteral("cs_intent"));
        QCOMPARE(rule.value(QStringLiteral("texts")).toString(), QStringLiteral("whole"));
        QVERIFY(rule.value(QStringLiteral("redacted")).toBool());
        QVERIFY(rule.value(QStringLiteral("text_days")).isNull());
    }

    void whatIsSetIsShownAndTheRestStays()
    {
        QCOMPARE(privacy({QStringLiteral("set"), QStringLiteral("--task"), QStringLiteral("cs_intent"),
                             QStringLiteral("--text-days"), QStringLiteral("30")})
                     .exitCode,
            0);
        QCOMPARE(privacy({QStringLiteral("set"), QStringLiteral("--task"), QStringLiteral("cs_intent"),
                             QStringLiteral("--texts"), QStringLiteral("hashed")})
                     .exitCode,
            0);
        const QJsonObject rule = ruleOf(QStringLiteral("cs_intent"));
        QCOMPARE(rule.value(QStringLiteral("texts")).toString(), QStringLiteral("hashed"));
        QCOMPARE(rule.value(QStringLiteral("text_days")).toInt(), 30);
        QCOMPARE(privacy({QStringLiteral("set"), QStringLiteral("--task"), QStringLiteral("cs_intent"),
                             QStringLiteral("--texts"), QStringLiteral("whole"),
                             QStringLiteral("--text-days"), QStringLiteral("0")})
                     .exitCode,
            0);
        QVERIFY(ruleOf(QStringLiteral("cs_intent")).value(QStringLiteral("text_days")).isNull());
    }

    void isRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        QTest::addRow("unknown task") << QStringList{QStringLiteral("set"), QStringLiteral("--task"),
            QStringLiteral("x")} << 1 << QByteArray("cs_intent");
        QTest::addRow("negative days") << QStringList{QStringLiteral("set"), QStringLiteral("--task"),
            QStringLiteral("cs_intent"), QStringLiteral("--text-days"), QStringLiteral("-3")}
                                       << 2 << QByteArray("--text-days");
        QTest::addRow("unknown storage") << QStringList{QStringLiteral("set"), QStringLiteral("--task"),
            QStringLiteral("cs_intent"), QStringLiteral("--texts"), QStringLiteral("half")}
                                         << 2 << QByteArray("half");
        QTest::addRow("broken expression") << pattern(QStringLiteral("ticket"), QStringLiteral("TCK-(")) << 1
                                           << QByteArray("at character 6");
        QTest::addRow("matches everything") << pattern(QStringLiteral("ticket"), QStringLiteral("[a-z]*"))
                                            << 1 << QByteArray("matches the empty text");
        QTest::addRow("bad name") << pattern(QStringLiteral("My Ticket"), QStringLiteral("x")) << 1
                                  << QByteArray("lower-case");
        QTest::addRow("remove what is not there") << QStringList{QStringLiteral("pattern"),
            QStringLiteral("--name"), QStringLiteral("nothing"), QStringLiteral("--remove")}
                                                  << 1 << QByteArray("there are none");
        QTest::addRow("neither") << QStringList{QStringLiteral("pattern"), QStringLiteral("--name"),
            QStringLiteral("a")} << 2
                                 << QByteArray("--expression or --remove");
        QTest::addRow("unconfirmed erasure") << QStringList{QStringLiteral("erase-user"),
            QStringLiteral("--user"), QStringLiteral("u-1"), QStringLiteral("--confirm"),
            QStringLiteral("u-2")} << 1 << QByteArray("--confirm u-1");
    }

    void isRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        QFETCH(const QByteArray, word);
        const ProgramRun run = privacy(arguments);
        QCOMPARE(run.exitCode, code);
        QVERIFY2(run.errors.contains(word), run.errors.constData());
    }

    void aPatternKeepsItsMatchesOutOfEveryStoredText()
    {
        const ProgramRun added = privacy(pattern(QStringLiteral("any-digits"), QStringLiteral("[0-9]+")));
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        const ProgramRun run = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            workspace(), QStringLiteral("--data"), file(), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const WorkspaceSql sql(workspace());
        QVERIFY(sql.value(QStringLiteral("SELECT count(*) FROM queries WHERE text LIKE '%[any-digits]%'"))
                    .toLongLong()
            > 0);
        QCOMPARE(
            sql.value(QStringLiteral("SELECT count(*) FROM queries WHERE text GLOB '*[0-9]*'")).toLongLong(),
            0);
    }

    void anUnknownEndUserHasNothing()
    {
        const QString target = m_directory.filePath(QStringLiteral("nobody.jsonl"));
        const ProgramRun exported = privacy({QStringLiteral("export-user"), QStringLiteral("--user"),
            QStringLiteral("nobody"), QStringLiteral("--to"), target});
        QVERIFY2(exported.exitCode == 0, exported.errors.constData());
        QCOMPARE(exported.json().value(QStringLiteral("queries")).toInt(-1), 0);
        QVERIFY(readFile(target).isEmpty());
        QCOMPARE(QFile::permissions(target)
                & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                    | QFileDevice::WriteOther),
            QFileDevice::Permissions());
    }

private:
    [[nodiscard]] QString workspace() const { return m_directory.filePath(QStringLiteral("w")); }
    [[nodiscard]] QString file() const { return m_directory.filePath(QStringLiteral("data.jsonl")); }

    [[nodiscard]] ProgramRun privacy(const QStringList& arguments) const
    {
        return runProgram(QStringList{QStringLiteral("privacy")} + arguments
            + QStringList{QStringLiteral("--workspace"), workspace(), QStringLiteral("--json")});
    }

    [[nodiscard]] static QStringList pattern(const QString& name, const QString& expression)
    {
        return {QStringLiteral("pattern"), QStringLiteral("--name"), name, QStringLiteral("--expression"),
            expression};
    }

    [[nodiscard]] QJsonObject ruleOf(const QString& task) const
    {
        const QJsonArray tasks
            = privacy({QStringLiteral("show")}).json().value(QStringLiteral("tasks")).toArray();
        for (const QJsonValue& rule : tasks) {
            if (rule[QStringLiteral("task")].toString() == task) {
                return rule.toObject();
            }
        }
        return {};
    }

    const QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(TestPrivacy)
#include "tst_privacy.moc"
