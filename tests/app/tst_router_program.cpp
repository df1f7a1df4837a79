#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// Routers as versions of a workspace: trained by a worker, listed, compared, switched, extended.
class TestRouterProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRouterIsTrainedAsARun();
    void preferencesAreImportedAndLearntFrom();
    void routersAreComparedOnTheGateSplit();
    void aRouterIsServedOnlyWhenAsked();
    void aNewTierIsAddedWithoutTrainingTheRest();
    void anInterruptCancelsTheRun();
    void wrongUseIsExplained_data();
    void wrongUseIsExplained();

private:
    [[nodiscard]] ProgramRun train(const QStringList& more) const
    {
        return runProgram(QStringList{QStringLiteral("train"), QStringLiteral("router"),
                              QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")}
            + more);
    }
    [[nodiscard]] ProgramRun router(const QStringList& arguments) const
    {
        return runProgram(QStringList{QStringLiteral("router")} + arguments
            + QStringList{QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")});
    }
    [[nodiscard]] ProgramRun import(const QString& file, const QStringList& more = {}) const
    {
        return runProgram(QStringList{QStringLiteral("import"), file, QStringLiteral("--workspace"), m_workspace,
                              QStringLiteral("--json")}
            + more);
    }
    [[nodiscard]] QString path(const char* name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList serving() const
    {
        return WorkspaceSql(m_workspace)
            .column(QStringLiteral("SELECT router_version FROM policy_tasks WHERE sequence = (SELECT max(sequence) "
                                   "FROM policy_versions)"));
    }

    QTemporaryDir m_directory;
    QString m_workspace;
    QString m_first; ///< id of the first router
};

namespace {

/// `models` answer texts whose words say whether the small one fails.
QByteArray recordingLines(int count, const QStringList& models)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const bool isHard = i % 2 == 0;
        QJsonObject responses;
        for (const QString& model : models) {
            const bool isRight = model != QStringLiteral("small") || (isHard ? i % 20 == 0 : i % 40 != 1);
            responses[model] = QJsonObject{{QStringLiteral("text"), QStringLiteral("answer")},
                {QStringLiteral("quality"), isRight ? 1.0 : 0.0}, {QStringLiteral("prompt_tokens"), 10},
                {QStringLiteral("completion_tokens"), 5}, {QStringLiteral("latency_ms"), 20}};
        }
        const QString text = QStringLiteral("please explain the %1 of case %2")
                                 .arg(isHard ? QStringLiteral("treaty liability") : QStringLiteral("card balance"))
                                 .arg(i);
        lines += QJsonDocument(QJsonObject{{QStringLiteral("id"), QString::number(i)},
                                   {QStringLiteral("task"), i % 3 == 0 ? QStringLiteral("law") : QStringLiteral("bank")},
                                   {QStringLiteral("text"), text}, {QStringLiteral("responses"), responses}})
                     .toJson(QJsonDocument::Compact)
            + '\n';
    }
    return lines;
}

} // namespace

void TestRouterProgram::initTestCase()
{
    QVERIFY(m_directory.isValid());
    m_workspace = path("workspace");
    writeFile(path("answers.jsonl"), recordingLines(600, {QStringLiteral("small"), QStringLiteral("large")}));
    const ProgramRun imported = import(path("answers.jsonl"));
    QVERIFY2(imported.exitCode == 0, imported.errors.constData());
}

void TestRouterProgram::aRouterIsTrainedAsARun()
{
    const ProgramRun run = train({});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    m_first = run.json()[QStringLiteral("router")].toString();
    QVERIFY(m_first.startsWith(QStringLiteral("router-shared-")));
    QVERIFY(run.errors.contains("100%"));
    const QJsonObject metrics = run.json()[QStringLiteral("metrics")].toObject();
    QVERIFY(metrics[QStringLiteral("tuning_brier")].toDouble()
        < metrics[QStringLiteral("tuning_brier_of_the_mean")].toDouble());
    const WorkspaceSql sql(m_workspace);
    QCOMPARE(sql.column(QStringLiteral("SELECT state FROM runs")), QStringList{QStringLiteral("succeeded")});
    const QVariantList artefact
        = sql.rows(QStringLiteral("SELECT path, sha256, bytes, data_fingerprint FROM artefacts")).first();
    QCOMPARE(artefact.at(1).toString(), run.json()[QStringLiteral("sha256")].toString());
    QCOMPARE(QFile(m_workspace + QLatin1Char('/') + artefact.at(0).toString()).size(), artefact.at(2).toLongLong());
    QCOMPARE(artefact.at(3).toString().size(), 64);
    QVERIFY(sql.value(QStringLiteral("SELECT count(*) FROM run_metrics")).toInt() >= 5);
    QVERIFY(serving().isEmpty()); // no policy names it yet
}

void TestRouterProgram::preferencesAreImportedAndLearntFrom()
{
    QByteArray lines;
    for (int i = 0; i < 100; ++i) {
        lines += R"({"task":"law","text":"does the escrow matter )" + QByteArray::number(i)
            + R"(","a":"large","b":"small","winner":")" + (i % 4 == 0 ? "tie" : "large") + "\"}\n";
    }
    writeFile(path("preferences.jsonl"), lines);
    const ProgramRun imported = import(path("preferences.jsonl"));
    QVERIFY2(imported.exitCode == 0, imported.errors.constData());
    QCOMPARE(imported.json()[QStringLiteral("preferences")].toInt(), 100);
    const ProgramRun run = train({});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    const int learnt = run.json()[QStringLiteral("metrics")].toObject()[QStringLiteral("preferences")].toInt();
    QVERIFY(learnt > 40 && learnt < 100); // not those of calibration and gate
    QVERIFY(run.json()[QStringLiteral("router")].toString() != m_first);
    const ProgramRun without = train({QStringLiteral("--no-preferences")});
    QCOMPARE(without.json()[QStringLiteral("router")].toString(), m_first); // the same data, the same router
}

void TestRouterProgram::routersAreComparedOnTheGateSplit()
{
    const ProgramRun seeded = train({QStringLiteral("--seed"), QStringLiteral("2")});
    const ProgramRun compared
        = router({QStringLiteral("compare"), m_first, seeded.json()[QStringLiteral("router")].toString()});
    QVERIFY2(compared.exitCode == 0, compared.errors.constData());
    const QJsonObject small = compared.json()[QStringLiteral("tiers")].toObject()[QStringLiteral("small")].toObject();
    QCOMPARE(small[QStringLiteral("judged")].toInt(),
        WorkspaceSql(m_workspace).value(QStringLiteral("SELECT count(*) FROM examples WHERE split = 3")).toInt());
    QVERIFY(small[QStringLiteral("a")].toObject()[QStringLiteral("difficulty_auc")].toDouble() > 0.8);
    const QJsonObject difference = small[QStringLiteral("difference")].toObject();
    QVERIFY(difference[QStringLiteral("low")].toDouble() <= difference[QStringLiteral("high")].toDouble());
}

void TestRouterProgram::aRouterIsServedOnlyWhenAsked()
{
    const ProgramRun used = router({QStringLiteral("use"), m_first, QStringLiteral("--reason"), QStringLiteral("first")});
    QVERIFY2(used.exitCode == 0, used.errors.constData());
    QCOMPARE(serving(), (QStringList{m_first, m_first}));
    const ProgramRun listed = router({QStringLiteral("list")});
    int served = 0;
    for (const QJsonValue& row : listed.json()[QStringLiteral("routers")].toArray()) {
        const qsizetype tasks = row[QStringLiteral("serves")].toArray().size();
        QCOMPARE(tasks, row[QStringLiteral("id")].toString() == m_first ? 2 : 0);
        served += tasks > 0 ? 1 : 0;
    }
    QCOMPARE(served, 1);
    QCOMPARE(runProgram({QStringLiteral("policy"), QStringLiteral("limits"), QStringLiteral("--workspace"), m_workspace,
                            QStringLiteral("--task"), QStringLiteral("law"), QStringLiteral("--latency-ms"),
                            QStringLiteral("900")})
                 .exitCode,
        0);
    QCOMPARE(WorkspaceSql(m_workspace)
                 .value(QStringLiteral("SELECT latency_ms FROM policy_limits ORDER BY sequence DESC"))
                 .toDouble(),
        900.0);
}

void TestRouterProgram::aNewTierIsAddedWithoutTrainingTheRest()
{
    writeFile(path("more.jsonl"),
        recordingLines(600, {QStringLiteral("small"), QStringLiteral("large"), QStringLiteral("huge")}));
    const ProgramRun imported = import(path("more.jsonl"), {QStringLiteral("--add-tiers")});
    QVERIFY2(imported.exitCode == 0, imported.errors.constData());
    const ProgramRun extended = train({QStringLiteral("--extend"), m_first});
    QVERIFY2(extended.exitCode == 0, extended.errors.constData());
    const QString id = extended.json()[QStringLiteral("router")].toString();
    const ProgramRun compared = router({QStringLiteral("compare"), m_first, id});
    QVERIFY2(compared.exitCode == 0, compared.errors.constData());
    const QJsonObject difference = compared.json()[QStringLiteral("tiers")].toObject()[QStringLiteral("small")]
                                       .toObject()[QStringLiteral("difference")].toObject();
    QCOMPARE(difference[QStringLiteral("low")].toDouble(), 0.0); // to the bit the same
    QCOMPARE(difference[QStringLiteral("high")].toDouble(), 0.0);
    const ProgramRun again = train({QStringLiteral("--extend"), id});
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.lastErrorLine().contains("knows every tier and task"));
    QCOMPARE(WorkspaceSql(m_workspace)
                 .value(QStringLiteral("SELECT count(*) FROM runs WHERE state NOT IN ('succeeded', 'failed')"))
                 .toInt(),
        0);
}

void TestRouterProgram::anInterruptCancelsTheRun()
{
    QProcess program;
    program.start(QStringLiteral(ROUTENLP_PROGRAM),
        {QStringLiteral("train"), QStringLiteral("router"), QStringLiteral("--workspace"), m_workspace,
            QStringLiteral("--seed"), QStringLiteral("3")});
    QVERIFY(program.waitForStarted());
    QByteArray said;
    while (!said.contains("starting") && !said.contains("Reading") && !said.contains('%')
        && program.waitForReadyRead(20'000)) {
        said += program.readAllStandardError();
        program.setReadChannel(QProcess::StandardError);
    }
    ::kill(static_cast<pid_t>(program.processId()), SIGINT);
    QVERIFY(program.waitForFinished(30'000));
    const QString state = WorkspaceSql(m_workspace)
                              .value(QStringLiteral("SELECT state FROM runs ORDER BY created_at_us DESC"))
                              .toString();
    // it may have been done before the signal came; it is never left running
    QVERIFY(state == QStringLiteral("cancelled") || state == QStringLiteral("succeeded"));
    QCOMPARE(program.exitCode(), state == QStringLiteral("cancelled") ? 1 : 0);
}

void TestRouterProgram::wrongUseIsExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("words");
    const QString workspace = path("workspace");
    const QStringList in{QStringLiteral("--workspace"), workspace};
    const auto row = [&](const char* name, const char* command, int code, const char* words) {
        QTest::newRow(name) << QString::fromLatin1(command).split(QLatin1Char(' ')) + in << code << QByteArray(words);
    };
    row("unknown encoder", "train router --encoder glove", 1, "names no encoder");
    row("unknown task", "train router --task nonsense", 1, "no task 'nonsense'");
    row("unknown base", "train router --extend router-x", 1, "no router 'router-x'");
    row("unknown router", "router use router-x", 1, "no router 'router-x'");
    row("unknown to compare", "router compare router-x router-y", 1, "no router 'router-x'");
    row("limit below 0", "policy limits --task law --latency-ms -5", 1, "above 0");
    row("limit of no task", "policy limits --task nonsense --latency-ms 5", 1, "no task 'nonsense'");
    QTest::newRow("train without workspace") << QStringList{QStringLiteral("train")} << 2 << QByteArray("--workspace");
    QTest::newRow("router without subcommand") << QStringList{QStringLiteral("router")} << 2 << QByteArray("subcommand");
}

void TestRouterProgram::wrongUseIsExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, words);
    const ProgramRun run = runProgram(arguments);
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.errors.contains(words), run.errors.constData());
}

QTEST_GUILESS_MAIN(TestRouterProgram)
#include "tst_router_program.moc"
