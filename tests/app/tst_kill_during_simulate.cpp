#include "program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

/// kill -9 at random moments of `routenlp simulate`: what was reported as recorded is there afterwards.
/// ROUTENLP_KILLS sets how often (3), ROUTENLP_KILL_SEED repeats a run.
class TestKillDuringSimulate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        writeFile(file(), labelledLines(600, kQueries));
        writeFile(fewLines(), labelledLines(600, 20));
        const ProgramRun trained = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            workspace(), QStringLiteral("--data"), fewLines(), QStringLiteral("--json")});
        QVERIFY2(trained.exitCode == 0, trained.errors.constData());
        const int seed = qEnvironmentVariableIntValue("ROUTENLP_KILL_SEED");
        m_random.seed(seed != 0 ? static_cast<quint32>(seed) : QRandomGenerator::global()->generate());
    }

    void everyQueryReportedAsRecordedIsThere()
    {
        const int wished = qEnvironmentVariableIntValue("ROUTENLP_KILLS");
        const int kills = wished > 0 ? wished : 3;
        QSet<QString> before = queryIds();
        int killedWhileRouting = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const qint64 reported = simulateUntilKilled(kill);
            killedWhileRouting += reported > 0 && reported < kQueries ? 1 : 0;
            expectHealthy(QStringList{});
            expectHealthy(
                {QStringLiteral("--repair")}); // takes the workspace as its owner and folds the journal
            const QSet<QString> after = queryIds();
            QVERIFY(after.contains(before));
            const qint64 added = after.size() - before.size();
            qInfo("kill %d: %lld reported as recorded, %lld there", kill + 1,
                static_cast<long long>(reported), static_cast<long long>(added));
            QVERIFY2(added >= reported, "a query that was reported as recorded is lost");
            expectWholeRows();
            before = after;
        }
        QVERIFY2(killedWhileRouting > 0,
            "no kill hit the routing; the machine is too slow for this test's moments");
    }

    void theWorkspaceServesOnAfterwards()
    {
        const auto before = queryIds().size();
        const ProgramRun run = runProgram({QStringLiteral("simulate"), QStringLiteral("--workspace"),
            workspace(), QStringLiteral("--data"), fewLines(), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        QVERIFY(!run.errors.contains("starting")); // the student of before serves; none is trained again
        QCOMPARE(queryIds().size() - before, 20);
    }

private:
    [[nodiscard]] QString workspace() const { return m_directory.filePath(QStringLiteral("w")); }
    [[nodiscard]] QString file() const { return m_directory.filePath(QStringLiteral("many.jsonl")); }
    [[nodiscard]] QString fewLines() const { return m_directory.filePath(QStringLiteral("few.jsonl")); }

    [[nodiscard]] QSet<QString> queryIds() const
    {
        const QStringList ids = WorkspaceSql(workspace()).column(QStringLiteral("SELECT id FROM queries"));
        return {ids.cbegin(), ids.cend()};
    }

    /// Every third kill comes at any moment from the start of the process, the others within the routing.
    /// Returns how many queries the process had reported as recorded.
    qint64 simulateUntilKilled(int kill)
    {
        QProcess process;
        process.start(QStringLiteral(ROUTENLP_PROGRAM),
            {QStringLiteral("simulate"), QStringLiteral("--workspace"), workspace(), QStringLiteral("--data"),
                file()});
        process.setReadChannel(QProcess::StandardError);
        QByteArray errors;
        const auto readUntil = [&](qint64 ms, bool untilFirstReport) {
            QElapsedTimer timer;
            timer.start();
            while (timer.elapsed() < ms && process.state() != QProcess::NotRunning
                && !(untilFirstReport && errors.contains("Recorded"))) {
                process.waitForReadyRead(static_cast<int>(std::max<qint64>(1, ms - timer.elapsed())));
                errors += process.readAllStandardError();
            }
        };
        if (kill % 3 != 2) {
            readUntil(60'000, true);
        }
        readUntil(m_random.bounded(kill % 3 != 2 ? 500 : 2500), false);
        process.kill();
        process.waitForFinished();
        errors += process.readAllStandardError();
        static const QRegularExpression kReport(QStringLiteral("Recorded ([0-9]+) of"));
        qint64 reported = 0;
        auto matches = kReport.globalMatch(QString::fromUtf8(errors));
        while (matches.hasNext()) {
            reported = matches.next().captured(1).toLongLong();
        }
        return reported;
    }

    void expectHealthy(const QStringList& options) const
    {
        const ProgramRun doctor
            = runProgram(QStringList{QStringLiteral("doctor"), QStringLiteral("--workspace"), workspace(),
                             QStringLiteral("--json")}
                + options);
        QVERIFY2(doctor.exitCode == 0, (doctor.output + doctor.errors).constData());
        for (const QJsonValue& finding : doctor.json().value(QStringLiteral("findings")).toArray()) {
            QVERIFY2(finding[QStringLiteral("state")].toString() == QStringLiteral("warning"),
                doctor.output.constData());
        }
    }

    /// The sums of the rollups against those of the rows, apart from the doctor's own reckoning.
    void expectWholeRows() const
    {
        const WorkspaceSql sql(workspace());
        QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM rejected_records")).toLongLong(), 0);
        const QVariantList rows
            = sql.rows(
                     QStringLiteral(
                         "SELECT count(*), sum(attempts), sum(cost_nano), sum(last_tier_nano) FROM queries"))
                  .first();
        for (const int width : {60, 3600, 86400}) {
            const QVariantList sums
                = sql.rows(QStringLiteral(
                               "SELECT sum(queries), sum(attempts), sum(spend_nano), sum(last_tier_nano) "
                               "FROM traffic_rollups WHERE width_s = %1")
                               .arg(width))
                      .first();
            QCOMPARE(sums, rows);
        }
        QCOMPARE(sql.value(QStringLiteral("SELECT sum(cost_nano) FROM attempts")), rows.at(2));
    }

    static constexpr int kQueries = 20'000; ///< about a second's work
    const QTemporaryDir m_directory;
    QRandomGenerator m_random;
};

QTEST_GUILESS_MAIN(TestKillDuringSimulate)
#include "tst_kill_during_simulate.moc"
