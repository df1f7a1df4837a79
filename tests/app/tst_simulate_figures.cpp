#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

/// What `simulate` and `report` print equals SQL over the workspace, to the last digit.
class TestSimulateFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        writeFile(path("data.jsonl"), labelledLines(800, 400));
        const ProgramRun run = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            workspace(), QStringLiteral("--data"), path("data.jsonl"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        m_simulated = run.json();
        QVERIFY(!m_simulated.isEmpty());
    }

    void theKeysOfTheIssueAreThere()
    {
        for (const char* key : {"queries", "accuracy", "oracle_quality_ratio", "cost_usd",
                 "last_tier_cost_usd", "cost_ratio", "tier_share", "overhead_p50_ms", "overhead_p99_ms"}) {
            QVERIFY2(m_simulated.contains(QString::fromLatin1(key)), key);
        }
        QVERIFY(number("overhead_p50_ms") > 0);
        QVERIFY(number("overhead_p50_ms") <= number("overhead_p99_ms"));
    }

    void simulateEqualsSql()
    {
        const WorkspaceSql sql(workspace());
        const QVariantList sums
            = sql.rows(QStringLiteral("SELECT count(*), sum(cost_nano), sum(last_tier_nano), "
                                      "sum(is_last_tier_estimated) FROM queries"))
                  .first();
        QCOMPARE(integer("queries"), sums.at(0).toLongLong());
        QCOMPARE(integer("queries"), 400);
        QCOMPARE(integer("cost_nano_usd"), sums.at(1).toLongLong());
        QCOMPARE(integer("last_tier_cost_nano_usd"), sums.at(2).toLongLong());
        QCOMPARE(integer("last_tier_estimated_queries"), sums.at(3).toLongLong());
        QCOMPARE(number("cost_usd"), sums.at(1).toDouble() * 1e-9);
        QCOMPARE(number("cost_ratio"), sums.at(1).toDouble() / sums.at(2).toDouble());
        const QVariantList judged
            = sql
                  .rows(QStringLiteral(
                      "SELECT avg(meets_target), avg(quality), count(*) FROM outcomes WHERE is_counted = 1"))
                  .first();
        QCOMPARE(judged.at(2).toLongLong(), 400);
        QCOMPARE(number("accuracy"), judged.at(0).toDouble());
        QCOMPARE(number("oracle_quality_ratio"), judged.at(1).toDouble());
    }

    void tierSharesEqualSqlAndTheStudentAnswersMost()
    {
        const WorkspaceSql sql(workspace());
        const QJsonObject shares = m_simulated.value(QStringLiteral("tier_share")).toObject();
        double sum = 0;
        for (const QVariantList& row : sql.rows(QStringLiteral(
                 "SELECT answered_by_tier, count(*) / 400.0 FROM query_log GROUP BY answered_by_tier"))) {
            QCOMPARE(shares.value(row.at(0).toString()).toDouble(), row.at(1).toDouble());
            sum += row.at(1).toDouble();
        }
        QCOMPARE(sum, 1.0);
        QVERIFY(shares.value(QStringLiteral("student")).toDouble() > 0.5);
    }

    void everyCostIsTokensTimesPriceRoundedHalfEvenOnce()
    {
        const WorkspaceSql sql(workspace());
        const auto rows = sql.rows(
            QStringLiteral("SELECT a.prompt_tokens, a.completion_tokens, p.input_pico, p.output_pico, "
                           "a.cost_nano FROM attempts a "
                           "JOIN names n ON n.id = a.price_version JOIN price_versions p ON p.id = n.value"));
        QCOMPARE(rows.size(), sql.value(QStringLiteral("SELECT count(*) FROM attempts")).toLongLong());
        for (const QVariantList& row : rows) {
            const qint64 pico = row.at(0).toLongLong() * row.at(2).toLongLong()
                + row.at(1).toLongLong() * row.at(3).toLongLong();
            qint64 nano = pico / 1000;
            const qint64 rest = pico % 1000;
            nano += rest > 500 || (rest == 500 && nano % 2 == 1) ? 1 : 0;
            QCOMPARE(row.at(4).toLongLong(), nano);
        }
    }

    void noTestTextIsEverLearntFrom()
    {
        const WorkspaceSql sql(workspace());
        const auto byId = sql.rows(QStringLiteral("SELECT external_id, split FROM examples"));
        QSet<int> testSplits;
        QSet<int> trainSplits;
        for (const QVariantList& row : byId) {
            const bool isTest = row.at(0).toString().mid(1).toInt() >= 800;
            (isTest ? testSplits : trainSplits).insert(row.at(1).toInt());
        }
        QCOMPARE(testSplits.size(), 1);
        QCOMPARE(sql.column(QStringLiteral("SELECT DISTINCT split FROM queries")),
            QStringList{QString::number(*testSplits.cbegin())});
        QVERIFY(!trainSplits.intersects(testSplits));
    }

    void reportEqualsSql()
    {
        const ProgramRun run = runProgram(
            {QStringLiteral("report"), QStringLiteral("--workspace"), workspace(), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonObject report = run.json();
        const QJsonObject totals = report.value(QStringLiteral("totals")).toObject();
        const WorkspaceSql sql(workspace());
        const QVariantList sums
            = sql.rows(QStringLiteral("SELECT count(*), sum(attempts), sum(escalations > 0), sum(cost_nano), "
                                      "sum(last_tier_nano), "
                                      "sum(is_last_tier_estimated), sum(is_cost_known = 0) FROM queries"))
                  .first();
        const QStringList keys{QStringLiteral("queries"), QStringLiteral("attempts"),
            QStringLiteral("escalated_queries"), QStringLiteral("spend_nano_usd"),
            QStringLiteral("last_tier_only_nano_usd"), QStringLiteral("last_tier_estimated_queries"),
            QStringLiteral("unknown_cost_queries")};
        for (qsizetype i = 0; i < keys.size(); ++i) {
            QCOMPARE(totals.value(keys.at(i)).toInteger(-1), sums.at(i).toLongLong());
        }
        QCOMPARE(
            report.value(QStringLiteral("tasks")).toObject().value(QStringLiteral("cs_intent")).toObject(),
            totals);
        QCOMPARE(totals.value(QStringLiteral("spend_usd")).toString(),
            QString::number(sums.at(3).toLongLong() / 1'000'000'000) + QLatin1Char('.')
                + QStringLiteral("%1").arg(sums.at(3).toLongLong() % 1'000'000'000, 9, 10, QLatin1Char('0')));
        QCOMPARE(totals.value(QStringLiteral("acceptance")).toDouble(),
            sql.value(QStringLiteral("SELECT avg(meets_target) FROM outcomes WHERE is_counted = 1"))
                .toDouble());
    }

    void policyShowEqualsSql()
    {
        const ProgramRun run = runProgram({QStringLiteral("policy"), QStringLiteral("show"),
            QStringLiteral("--workspace"), workspace(), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonArray certificates = run.json()
                                            .value(QStringLiteral("tasks"))
                                            .toObject()
                                            .value(QStringLiteral("cs_intent"))
                                            .toObject()
                                            .value(QStringLiteral("certificates"))
                                            .toArray();
        const QList<QVariantList> rows
            = WorkspaceSql(workspace())
                  .rows(QStringLiteral(
                      "SELECT accepted, failures, threshold FROM certificates ORDER BY id DESC"));
        QVERIFY(!rows.isEmpty());
        QCOMPARE(certificates.size(), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QJsonObject shown = certificates.at(i).toObject();
            QCOMPARE(shown.value(QStringLiteral("accepted")).toInteger(), rows.at(i).at(0).toLongLong());
            QCOMPARE(shown.value(QStringLiteral("failures")).toInteger(), rows.at(i).at(1).toLongLong());
            QCOMPARE(shown.value(QStringLiteral("threshold")).toDouble(), rows.at(i).at(2).toDouble());
            QVERIFY(shown.value(QStringLiteral("void_because")).toArray().isEmpty());
            QVERIFY(shown.value(QStringLiteral("promise")).toObject().size() == 7);
        }
    }

    void policyShowRefusesATaskThatIsNotInForce()
    {
        const ProgramRun run = runProgram({QStringLiteral("policy"), QStringLiteral("show"),
            QStringLiteral("--workspace"), workspace(), QStringLiteral("--task"), QStringLiteral("nope")});
        QCOMPARE(run.exitCode, 1);
        QVERIFY(run.errors.contains("\"nope\""));
        QVERIFY(run.errors.contains("cs_intent"));
    }

    void theSameCommandGivesTheSameFigures()
    {
        const ProgramRun run = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            path("again"), QStringLiteral("--data"), path("data.jsonl"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonObject again = run.json();
        for (const char* key : {"accuracy", "cost_nano_usd", "last_tier_cost_nano_usd", "tier_share"}) {
            QCOMPARE(again.value(QString::fromLatin1(key)), m_simulated.value(QString::fromLatin1(key)));
        }
    }

    void aRecordingComesOutAsItWentIn()
    {
        writeFile(path("in.jsonl"), kRecording);
        for (const char* workspaceName : {"first", "second"}) {
            const QString source
                = workspaceName == QByteArray("first") ? path("in.jsonl") : path("first.jsonl");
            const ProgramRun in = runProgram(
                {QStringLiteral("import"), source, QStringLiteral("--workspace"), path(workspaceName)});
            QVERIFY2(in.exitCode == 0, in.errors.constData());
            const ProgramRun out
                = runProgram({QStringLiteral("export"), path(workspaceName) + QStringLiteral(".jsonl"),
                    QStringLiteral("--workspace"), path(workspaceName)});
            QVERIFY2(out.exitCode == 0, out.errors.constData());
        }
        // lines come in the order of keyed hashes, which differs between workspaces
        QCOMPARE(sortedLines(readFile(path("first.jsonl"))), sortedLines(readFile(path("second.jsonl"))));
        QCOMPARE(recordsOf(readFile(path("first.jsonl"))), recordsOf(kRecording));
    }

    void aCompressedExportHoldsTheSameLines()
    {
        const ProgramRun out = runProgram({QStringLiteral("export"), path("first.jsonl.gz"),
            QStringLiteral("--workspace"), path("first"), QStringLiteral("--json")});
        QCOMPARE(out.json().value(QStringLiteral("lines")).toInteger(), 3);
        const ProgramRun in = runProgram(
            {QStringLiteral("import"), path("first.jsonl.gz"), QStringLiteral("--workspace"), path("third")});
        QVERIFY2(in.exitCode == 0, in.errors.constData());
        QCOMPARE(runProgram({QStringLiteral("export"), path("third.jsonl"), QStringLiteral("--workspace"),
                                path("third")})
                     .exitCode,
            0);
        QCOMPARE(sortedLines(readFile(path("third.jsonl"))), sortedLines(readFile(path("first.jsonl"))));
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_directory.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QString workspace() const { return path("w"); }
    [[nodiscard]] double number(const char* key) const
    {
        return m_simulated.value(QString::fromLatin1(key)).toDouble();
    }
    [[nodiscard]] qint64 integer(const char* key) const
    {
        return m_simulated.value(QString::fromLatin1(key)).toInteger(-1);
    }

    static QByteArrayList sortedLines(const QByteArray& bytes)
    {
        QByteArrayList lines = bytes.split('\n');
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    static QMap<QString, QJsonObject> recordsOf(const QByteArray& bytes)
    {
        QMap<QString, QJsonObject> records;
        for (const QByteArray& line : bytes.trimmed().split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            records.insert(object.value(QStringLiteral("id")).toString(), object);
        }
        return records;
    }

    static inline const QByteArray kRecording
        = R"({"id":"a-1","task":"cs_intent","text":"Grüße, \"quoted\" \\ text 💳","label":"card","split":"train","source":"s","responses":{"big":{"text":"card","quality":1,"prompt_tokens":12,"completion_tokens":3,"latency_ms":812.25},"small":{"text":"refund","quality":0,"prompt_tokens":12,"completion_tokens":2,"latency_ms":95.5,"logprobs":[-0.25,-1.5]}}}
{"id":"a-2","task":"legal_clause","text":"This Agreement\tis made.\nSecond line","label":"parties","labels":["parties","date"],"split":"test","source":"s","responses":{"big":{"text":"date","quality":1,"prompt_tokens":7,"completion_tokens":1,"latency_ms":640}}}
{"id":"a-3","task":"fin_summ","text":"Revenue rose 12% to $1.2bn.","reference":"Revenue +12%","split":"train","source":"s","responses":{"small":{"text":"Revenue rose","quality":0.6666666666666666,"prompt_tokens":9,"completion_tokens":4,"latency_ms":101.125}}}
)";
    const QTemporaryDir m_directory;
    QJsonObject m_simulated;
};

QTEST_GUILESS_MAIN(TestSimulateFigures)
#include "tst_simulate_figures.moc"
