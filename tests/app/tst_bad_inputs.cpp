#include "program.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Every bad input in turn: one clear line of error, exit code 1, and the workspace holds what it held.
class TestBadInputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        writeFile(path("good.jsonl"), kGood + labelledLines(400, 20));
        const ProgramRun imported = import(path("good.jsonl"));
        QVERIFY2(imported.exitCode == 0, imported.errors.constData());
        m_before = contents();
        QVERIFY(m_before.size() > 400);
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("words");
        const auto row
            = [](const char* name, const char* file, const QByteArray& bytes, const QByteArrayList& words) {
                  QTest::addRow("%s", name) << QString::fromLatin1(file) << bytes << words;
              };
        const auto second = [](const QByteArray& line) { return kGood + line + '\n'; };
        row("truncated gz", "cut.jsonl.gz", truncatedGzip(), {"cut.jsonl.gz", "cut off", "fetch it again"});
        row("not JSON", "text.jsonl", second("hello"), {"text.jsonl line 2", "not valid JSON"});
        row("half an object", "half.jsonl", second("{\"task\":\"cs_intent\","),
            {"half.jsonl line 2", "not valid JSON"});
        row("a list", "list.jsonl", second("[1,2]"), {"list.jsonl line 2", "a JSON object is expected"});
        row("no label", "bare.jsonl", second(R"({"task":"cs_intent","text":"a"})"),
            {"bare.jsonl line 2", "a labelled file needs one of them"});
        row("no task", "idle.jsonl", second(R"({"text":"a","label":"b"})"), {"idle.jsonl line 2", "--task"});
        row("unknown split", "split.jsonl",
            second(R"({"task":"cs_intent","text":"a","label":"b","split":"holdout"})"),
            {"split.jsonl line 2", "holdout", "train or test"});
        row("unknown tier", "tier.jsonl",
            R"({"id":"1","task":"cs_intent","text":"hi there","responses":{"mystery":{"text":"x","quality":1}}})",
            {"tier.jsonl", "unknown tier", "mystery", "--add-tiers"});
        row("negative tokens", "tokens.jsonl",
            R"({"id":"1","task":"cs_intent","text":"hi","responses":{"m":{"text":"x","prompt_tokens":-4}}})",
            {"tokens.jsonl line 1", "responses.m.prompt_tokens", "-4"});
        row("quality above one", "quality.jsonl",
            R"({"id":"1","task":"cs_intent","text":"hi","responses":{"m":{"text":"x","quality":1.5}}})",
            {"quality.jsonl line 1", "responses.m.quality", "1.5"});
        row("an id twice", "twice.jsonl", second(R"({"task":"cs_intent","id":"g0","text":"a","label":"b"})"),
            {"twice.jsonl line 2", "g0", "line 1"});
        row("a line of 10 MB", "long.jsonl", second(QByteArray(10'000'000, 'a')),
            {"long.jsonl line 2", "longer than"});
        row("a NUL byte", "nul.jsonl",
            second(QByteArray("{\"task\":\"cs_intent\",\"text\":\"a?b\",\"label\":\"c\"}")
                       .replace('?', QByteArray(1, '\0'))),
            {"nul.jsonl line 2", "NUL byte", "UTF-8"});
        row("invalid UTF-8", "latin.jsonl",
            second("{\"task\":\"cs_intent\",\"text\":\"caf\xe9\",\"label\":\"c\"}"),
            {"latin.jsonl line 2", "invalid UTF-8"});
        row("empty", "empty.jsonl", "", {"empty.jsonl", "is empty"});
    }

    void isRefused()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArrayList, words);
        writeFile(m_directory.filePath(file), bytes);
        expectRefusal(import(m_directory.filePath(file)), words);
        const ProgramRun simulated = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            workspace(), QStringLiteral("--data"), m_directory.filePath(file)});
        expectRefusal(simulated, words);
    }

    void aNegativePriceIsRefused()
    {
        writeFile(
            path("prices.json"), R"({"gpt":{"input_cost_per_token":-1e-6,"output_cost_per_token":1e-6}})");
        const ProgramRun run = runProgram({QStringLiteral("import"), path("good.jsonl"),
            QStringLiteral("--workspace"), workspace(), QStringLiteral("--prices"), path("prices.json")});
        expectRefusal(run, {"prices.json", "gpt", "input_cost_per_token", "-1e-06", "0 to 1"});
    }

    void aMissingFileLeavesNoWorkspaceBehind()
    {
        const ProgramRun run = runProgram(
            {QStringLiteral("import"), path("missing.jsonl"), QStringLiteral("--workspace"), path("fresh")});
        expectRefusal(run, {"missing.jsonl", "No such file"});
        QVERIFY(!QFile::exists(path("fresh")));
    }

    void aDirectoryThatCannotBeWrittenIsRefused_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addRow("in /proc") << QStringLiteral("/proc/routenlp-workspace");
        QTest::addRow("a file in its place") << path("good.jsonl");
        QTest::addRow("below a file") << path("good.jsonl") + QStringLiteral("/w");
    }

    void aDirectoryThatCannotBeWrittenIsRefused()
    {
        QFETCH(const QString, target);
        const ProgramRun run = runProgram(
            {QStringLiteral("import"), path("good.jsonl"), QStringLiteral("--workspace"), target});
        expectRefusal(run, {"cannot create", target.toUtf8(), "that you may write"});
    }

    void anExportThatCannotBeWrittenIsRefused()
    {
        const ProgramRun run = runProgram(
            {QStringLiteral("export"), path("none/out.jsonl"), QStringLiteral("--workspace"), workspace()});
        expectRefusal(run, {"cannot create", "none/out.jsonl"});
    }

    void anUnknownTaskIsRefused()
    {
        for (const QStringList& command :
            {QStringList{QStringLiteral("train")}, QStringList{QStringLiteral("report")}, QStringList{QStringLiteral("loop")},
                QStringList{QStringLiteral("distil")},
                QStringList{QStringLiteral("export"), path("out.jsonl")}}) {
            const ProgramRun run = runProgram(command
                + QStringList{QStringLiteral("--workspace"), workspace(), QStringLiteral("--task"),
                    QStringLiteral("nothing")});
            expectRefusal(run, {"no task 'nothing'", "cs_intent"});
        }
        QVERIFY(!QFile::exists(path("out.jsonl")));
    }

    /// Six students take minutes; a task that is not there needs none of them.
    void anUnknownTaskOfADemoIsRefusedBeforeAnythingIsPrepared()
    {
        const QString demo = path("demo");
        QCOMPARE(runProgram({QStringLiteral("init"), QStringLiteral("--demo"), QStringLiteral("--workspace"), demo}).exitCode, 0);
        for (const QString& command : {QStringLiteral("loop"), QStringLiteral("distil")}) {
            const ProgramRun run
                = runProgram({command, QStringLiteral("--workspace"), demo, QStringLiteral("--task"), QStringLiteral("nothing")});
            expectRefusal(run, {"no task 'nothing'", "cs_intent"});
            QVERIFY(!run.errors.contains("Preparing the demo"));
        }
    }

    void cleanupTestCase()
    {
        const ProgramRun doctor = runProgram(
            {QStringLiteral("doctor"), QStringLiteral("--workspace"), workspace(), QStringLiteral("--json")});
        QVERIFY2(doctor.exitCode == 0, doctor.output.constData());
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_directory.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QString workspace() const { return path("w"); }
    [[nodiscard]] ProgramRun import(const QString& file) const
    {
        return runProgram({QStringLiteral("import"), file, QStringLiteral("--workspace"), workspace()});
    }

    /// Everything that a failed import must leave as it was.
    [[nodiscard]] QStringList contents() const
    {
        const WorkspaceSql sql(workspace());
        return sql.column(
                   QStringLiteral("SELECT text_hash || text || split FROM examples ORDER BY text_hash"))
            + sql.column(QStringLiteral("SELECT id || tier_rank FROM tiers ORDER BY tier_rank"))
            + sql.column(QStringLiteral("SELECT id FROM tasks ORDER BY id"))
            + sql.column(QStringLiteral("SELECT id FROM price_versions ORDER BY id"))
            + sql.column(QStringLiteral("SELECT id FROM queries ORDER BY id"));
    }

    void expectRefusal(const ProgramRun& run, const QByteArrayList& words) const
    {
        QCOMPARE(run.exitCode, 1);
        const QByteArray line = run.lastErrorLine();
        QVERIFY2(line.startsWith("routenlp "), line.constData());
        QVERIFY2(line.size() < 400, line.constData());
        QCOMPARE(run.errors.count("routenlp "), 1);
        for (const QByteArray& word : words) {
            QVERIFY2(line.contains(word), (word + " is not in: " + line).constData());
        }
        QCOMPARE(contents(), m_before);
    }

    QByteArray truncatedGzip()
    {
        writeFile(path("whole.jsonl"), labelledLines(3000, 0));
        QProcess gzip;
        gzip.start(QStringLiteral("gzip"), {QStringLiteral("-kf"), path("whole.jsonl")});
        if (!gzip.waitForFinished() || gzip.exitCode() != 0) {
            qFatal("gzip does not work");
        }
        const QByteArray bytes = readFile(path("whole.jsonl.gz"));
        return bytes.first(bytes.size() / 2);
    }

    static inline const QByteArray kGood = R"({"task":"cs_intent","id":"g0","text":"good","label":"a"})"
                                           "\n";
    const QTemporaryDir m_directory;
    QStringList m_before;
};

QTEST_GUILESS_MAIN(TestBadInputs)
#include "tst_bad_inputs.moc"
