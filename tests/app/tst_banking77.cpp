#include "program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// The real data set end to end; skipped where it is absent.
class TestBanking77 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStudentAnswersMostAndItsFiguresEqualSql()
    {
        const QString file = QStringLiteral(ROUTENLP_SHARED_DIR "/data/cs_intent_banking77.jsonl.gz");
        if (!QFile::exists(file)) {
            QSKIP("SKIPPED: shared/data/cs_intent_banking77.jsonl.gz is absent");
        }
        const QTemporaryDir directory;
        const QString workspace = directory.filePath(QStringLiteral("w"));
        const ProgramRun run = runProgram(
            {QStringLiteral("simulate"), QStringLiteral("--workspace"), workspace, QStringLiteral("--data"),
                file, QStringLiteral("--split"), QStringLiteral("test"), QStringLiteral("--json")},
            300'000);
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        qInfo("%s", run.output.trimmed().constData());
        const QJsonObject figures = run.json();
        const WorkspaceSql sql(workspace);
        const QVariantList sums
            = sql.rows(QStringLiteral("SELECT count(*), sum(cost_nano), sum(last_tier_nano) FROM queries"))
                  .first();
        QCOMPARE(sums.at(0).toLongLong(), 3080);
        QCOMPARE(figures.value(QStringLiteral("queries")).toInteger(), 3080);
        QCOMPARE(figures.value(QStringLiteral("cost_nano_usd")).toInteger(), sums.at(1).toLongLong());
        QCOMPARE(
            figures.value(QStringLiteral("last_tier_cost_nano_usd")).toInteger(), sums.at(2).toLongLong());
        const QVariantList student
            = sql.rows(QStringLiteral("SELECT count(*), 1.0 - avg(o.meets_target) FROM query_log q JOIN "
                                      "outcomes o ON o.query = q.row "
                                      "WHERE q.answered_by_tier = 'student' AND o.is_counted = 1"))
                  .first();
        QVERIFY2(student.at(0).toDouble() / 3080 >= 0.80, run.output.constData());
        QVERIFY2(student.at(1).toDouble() <= 0.05, run.output.constData());
        QCOMPARE(figures.value(QStringLiteral("tier_share"))
                     .toObject()
                     .value(QStringLiteral("student"))
                     .toDouble(),
            student.at(0).toDouble() / 3080);
    }
};

QTEST_GUILESS_MAIN(TestBanking77)
#include "tst_banking77.moc"
