#include "app/demo_session.h"
#include "app/engine_host.h"
#include "app/in_process_console_service.h"
#include "app/loop_scheduler.h"
#include "app/model_loaders.h"
#include "app/policy_reversal.h"
#include "app/workspace_import.h"
#include "core/engine/simulated_traffic.h"
#include "tests/app/program.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <set>

using namespace core;
using domain::LoopOutcome;
using domain::RunState;

namespace {

/// A workspace whose task has labelled texts and no student.
class Owner {
public:
    Owner()
    {
        const QString data = m_directory.filePath(QStringLiteral("data.jsonl"));
        writeFile(data, labelledLines(2400, 0));
        open();
        app::ImportOptions import;
        import.file = data.toStdString();
        if (const auto imported = app::importFile(*host, import); !imported) {
            qFatal("%s", imported.error().message.c_str());
        }
    }
    void open()
    {
        app::EngineHostOptions options;
        options.workspace = path();
        options.createsIfMissing = true;
        options.splitKey = "key of this test";
        options.workerProgram = ROUTENLP_PROGRAM;
        options.loaders = app::makeModelLoaders();
        auto opened = app::EngineHost::open(std::move(options));
        if (!opened) {
            qFatal("%s", opened.error().message.c_str());
        }
        host = std::move(*opened);
        service = std::make_unique<app::InProcessConsoleService>(*host, nullptr);
    }
    /// As after the program has ended.
    void reopen()
    {
        service.reset();
        host.reset();
        open();
    }
    [[nodiscard]] std::string path() const { return m_directory.filePath(QStringLiteral("w")).toStdString(); }

    std::string start(const ports::ConsoleCommand& command)
    {
        const auto receipt = service->execute(command);
        if (!receipt) {
            qFatal("%s", receipt.error().message.c_str());
        }
        return receipt->reference;
    }
    domain::Run finished(const std::string& runId)
    {
        host->supervisor().waitUntilIdle();
        return **host->stores().runs->run(runId);
    }

    std::unique_ptr<app::EngineHost> host;
    std::unique_ptr<app::InProcessConsoleService> service;

private:
    QTemporaryDir m_directory;
};

domain::LoopOptions quick()
{
    domain::LoopOptions options;
    options.firstTexts = 24;
    options.teacherCalls = 120;
    options.epochs = 5;
    options.stopBelow = 0;
    return options;
}

/// What decided about each of the texts: scores, thresholds, tiers.
std::vector<std::string> decisionsOn(app::EngineHost& host, const std::vector<domain::StoredExample>& texts, int count)
{
    std::vector<std::string> decisions;
    for (int i = 0; i < count; ++i) {
        const domain::Example& example = texts[static_cast<std::size_t>(i) % texts.size()].example;
        const engine::EngineQuery query{example.taskId, example.text, {}, {}, "test", false, &example.reference, {}, false};
        const auto answer = engine::askRecorded(host.engine(), *host.catalog(), example, query, host.splitKey());
        if (!answer) {
            qFatal("%s", answer.error().message.c_str());
        }
        std::string decision;
        for (const domain::TierPrediction& tier : answer->record.prediction.tiers) {
            decision += QByteArray::number(tier.meetsTargetProbability, 'g', 17).toStdString() + " "
                + QByteArray::number(tier.expectedCostUsd, 'g', 17).toStdString() + ";";
        }
        for (const domain::Attempt& attempt : answer->record.attempts) {
            decision += attempt.tierId + " " + QByteArray::number(attempt.score.value_or(-1), 'g', 17).toStdString() + " "
                + QByteArray::number(attempt.threshold.value_or(-1), 'g', 17).toStdString() + " " + attempt.answer + ";";
        }
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

/// Pids of worker processes of this process.
std::vector<int> workers()
{
    std::vector<int> pids;
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString& pid : processes) {
        QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
        if (pid.toInt() > 0 && status.open(QIODevice::ReadOnly)) {
            const QList<QByteArray> fields = status.readAll().split(' ');
            if (fields.value(3).toInt() == static_cast<int>(QCoreApplication::applicationPid())) {
                pids.push_back(pid.toInt());
            }
        }
    }
    return pids;
}

} // namespace

namespace {

int minuteOfDayNow()
{
    const QTime now = QDateTime::currentDateTimeUtc().time();
    return 60 * now.hour() + now.minute();
}

} // namespace

class TestLoop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theLoopLowersTheCostRatioAndEveryFigureIsInTheRows();
    void nothingOfAnotherSplitIsEverTaught();
    void aRolledBackPromotionDecidesBitForBitAsBefore();
    void aKilledWorkerFailsTheRunWhichGoesOnLater();
    void aClusteringRunKeepsItsFigures();
    void aChallengerInShadowIsComparedSurvivesARestartAndIsPromoted();
    void wrongOrdersAreRefused();
    void aScheduledLoopStartsAndTheWindowIsTold();
    void theCommandLineTeachesAndExportsChatLines();
    void theCommandLineSaysWhyNothingWasTaught();
    void aCalibrationRunCertifiesAnewAndIsNamedByItsPolicy();

private:
    Owner m_owner;
    std::string m_runId;
};

void TestLoop::initTestCase()
{
    m_runId = m_owner.start(ports::StartLoop{"cs_intent", quick()});
    const domain::Run run = m_owner.finished(m_runId);
    QVERIFY2(run.state == RunState::Succeeded, run.errorMessage.c_str());
}

void TestLoop::theLoopLowersTheCostRatioAndEveryFigureIsInTheRows()
{
    const auto report = m_owner.host->stores().loops->report(m_runId);
    QVERIFY(report.has_value());
    QVERIFY(report->decisions.size() >= 2);
    const domain::LoopDecision& first = report->decisions.at(0).decision;
    QCOMPARE(first.iteration, 0);
    QVERIFY(first.outcome == LoopOutcome::Promoted);
    const domain::LoopDecision& taught = report->decisions.at(1).decision;
    QVERIFY2(taught.outcome == LoopOutcome::Promoted, taught.reason.c_str());
    QVERIFY(taught.challengerCostRatio() < taught.championCostRatio());
    QVERIFY2(taught.reason.find("no traffic yet") != std::string::npos, taught.reason.c_str());
    QVERIFY(taught.predictedFreed > 0 && taught.predictedFreedLow <= taught.predictedFreed);
    const WorkspaceSql sql(QString::fromStdString(m_owner.path()));
    const auto sums = sql.rows(QStringLiteral("SELECT count(*), sum(champion_nano), sum(challenger_nano), sum(last_tier_nano), "
                                              "sum(challenger_tier <> 'oracle') FROM gate_answers WHERE iteration = 1"))
                          .first();
    QCOMPARE(sums.at(0).toLongLong(), taught.gateTexts);
    QCOMPARE(sums.at(1).toLongLong(), taught.championCost.nanoUsd);
    QCOMPARE(sums.at(2).toLongLong(), taught.challengerCost.nanoUsd);
    QCOMPARE(sums.at(3).toLongLong(), taught.lastTierCost.nanoUsd);
    QCOMPARE(sums.at(4).toLongLong(), taught.challengerAccepted);
    QCOMPARE(sql.value(QStringLiteral("SELECT sum(cost_nano) FROM training_spend WHERE iteration = 1")).toLongLong(),
        taught.teacherCost.nanoUsd);
    QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM taught_texts WHERE iteration = 1 AND state = 'taught'")).toLongLong(),
        taught.texts);
    QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM policy_versions WHERE id = '%1'")
                           .arg(QString::fromStdString(taught.policyId)))
                 .toInt(),
        1);
    // tokens x price, rounded half-even once, for every answer that was paid
    for (const QVariantList& row : sql.rows(QStringLiteral(
             "SELECT s.prompt_tokens, s.completion_tokens, p.input_pico, p.output_pico, s.cost_nano FROM training_spend s "
             "JOIN price_versions p ON p.id = s.price_version_id"))) {
        const qint64 pico = row.at(0).toLongLong() * row.at(2).toLongLong() + row.at(1).toLongLong() * row.at(3).toLongLong();
        qint64 nano = pico / 1000;
        nano += pico % 1000 > 500 || (pico % 1000 == 500 && nano % 2 == 1) ? 1 : 0;
        QCOMPARE(row.at(4).toLongLong(), nano);
    }
    for (const domain::LoopStageRecord& stage : report->stages) {
        QVERIFY(stage.isFinished && stage.finishedAt.has_value());
    }
    const auto metrics = m_owner.host->stores().runs->metrics(m_runId);
    QVERIFY(metrics.has_value() && !metrics->empty());
    for (const domain::RunMetric& metric : *metrics) { // what measured no loss shows none
        QVERIFY2(!metric.name.starts_with("loss: ") || metric.value > 0, metric.name.c_str());
    }
}

void TestLoop::nothingOfAnotherSplitIsEverTaught()
{
    const WorkspaceSql sql(QString::fromStdString(m_owner.path()));
    QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM taught_texts")).toLongLong()
            - sql.value(QStringLiteral("SELECT count(*) FROM taught_texts t JOIN examples e ON e.id = t.example AND e.split = 0"))
                  .toLongLong(),
        0);
    QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM gate_answers g JOIN taught_texts t ON t.text_hash = g.text_hash"))
                 .toInt(),
        0);
}

void TestLoop::aRolledBackPromotionDecidesBitForBitAsBefore()
{
    const auto report = m_owner.host->stores().loops->report(m_runId);
    std::string before;
    for (const ports::DecisionReport& row : report->decisions) {
        if (row.decision.iteration == 0) {
            before = row.decision.policyId;
        }
    }
    const auto texts = *m_owner.host->stores().examples->examples("cs_intent", domain::DataSplit::Gate);
    const int count = qEnvironmentVariableIntValue("ROUTENLP_REPLAYED") > 0 ? qEnvironmentVariableIntValue("ROUTENLP_REPLAYED") : 400;
    const auto rollBack = [&] { return app::revertPolicy(*m_owner.host, before, "cs_intent", "operator", "test"); };
    QVERIFY(rollBack().has_value());
    const std::vector<std::string> first = decisionsOn(*m_owner.host, texts, count);
    const std::string again = m_owner.start(ports::StartLoop{"cs_intent", quick()});
    const domain::Run run = m_owner.finished(again);
    QVERIFY2(run.state == RunState::Succeeded, run.errorMessage.c_str());
    QVERIFY2(decisionsOn(*m_owner.host, texts, count) != first, "the promotion changed nothing");
    QVERIFY(rollBack().has_value()); // one action
    QVERIFY(decisionsOn(*m_owner.host, texts, count) == first);
    // the certificates stand again with the version
    const auto watched = m_owner.host->stores().monitors->watched();
    QVERIFY(watched.has_value());
    QCOMPARE(watched->size(), m_owner.host->engine().servingState()->tasks.at("cs_intent").policy.thresholds.size());
}

void TestLoop::aKilledWorkerFailsTheRunWhichGoesOnLater()
{
    domain::LoopOptions options = quick();
    options.epochs = 60; // long enough to be caught at it
    options.iterations = 1;
    const std::string runId = m_owner.start(ports::StartLoop{"cs_intent", options});
    bool isTraining = false;
    QTRY_VERIFY_WITH_TIMEOUT((isTraining = (**m_owner.host->stores().runs->run(runId)).stage.find("Training") != std::string::npos), 60'000);
    for (const int pid : workers()) {
        ::kill(pid, SIGKILL);
    }
    const domain::Run killed = m_owner.finished(runId);
    QVERIFY(killed.state == RunState::Failed);
    QVERIFY2(killed.errorMessage.find("137") != std::string::npos, killed.errorMessage.c_str());
    QVERIFY(QFile::exists(QString::fromStdString(m_owner.path() + "/logs/worker-" + runId + ".log")));
    const auto texts = *m_owner.host->stores().examples->examples("cs_intent", domain::DataSplit::Gate);
    QCOMPARE(decisionsOn(*m_owner.host, texts, 3).size(), std::size_t{3}); // the engine serves on
    const WorkspaceSql sql(QString::fromStdString(m_owner.path()));
    const QString paid = QStringLiteral("SELECT count(*) FROM training_spend WHERE run_id = '%1' AND iteration = 1").arg(QString::fromStdString(runId));
    const qint64 before = sql.value(paid).toLongLong();
    QCOMPARE(m_owner.start(ports::ResumeRun{runId}), runId);
    const domain::Run resumed = m_owner.finished(runId);
    QVERIFY2(resumed.state == RunState::Succeeded, resumed.errorMessage.c_str());
    QCOMPARE(sql.value(paid).toLongLong(), before); // nothing is paid twice
}

void TestLoop::aClusteringRunKeepsItsFigures()
{
    const std::string runId = m_owner.start(ports::FindClusters{"cs_intent", 28, 1});
    const domain::Run run = m_owner.finished(runId);
    QVERIFY2(run.state == RunState::Succeeded, run.errorMessage.c_str());
    const auto report = m_owner.host->stores().loops->report(runId);
    QCOMPARE(report->stages.size(), std::size_t{1});
    QVERIFY(report->stages.front().resultJson.find("clusters") != std::string::npos);
}

void TestLoop::aChallengerInShadowIsComparedSurvivesARestartAndIsPromoted()
{
    const auto first = m_owner.host->stores().loops->report(m_runId);
    const auto before = std::ranges::find_if(
        first->decisions, [](const ports::DecisionReport& row) { return row.decision.iteration == 0; });
    QVERIFY(app::revertPolicy(*m_owner.host, before->decision.policyId, "cs_intent", "operator", "test").has_value());
    domain::LoopOptions options = quick();
    options.iterations = 1;
    options.promotesItself = false;
    const std::string runId = m_owner.start(ports::StartLoop{"cs_intent", options});
    QVERIFY(m_owner.finished(runId).state == RunState::Succeeded);
    const auto waiting = m_owner.host->stores().loops->report(runId);
    QVERIFY2(waiting->decisions.back().decision.outcome == LoopOutcome::Waiting, waiting->decisions.back().decision.reason.c_str());

    const auto texts = *m_owner.host->stores().examples->examples("cs_intent", domain::DataSplit::Gate);
    const std::vector<std::string> served = decisionsOn(*m_owner.host, texts, 40);
    QVERIFY(!m_owner.service->execute(ports::ShadowChallenger{runId, "cs_intent", false, 1})); // nothing to stop
    QVERIFY(!m_owner.service->execute(ports::ShadowChallenger{m_runId, "cs_intent", true, 1})); // promoted once
    QVERIFY(!m_owner.service->execute(ports::ShadowChallenger{runId, "cs_intent", true, 0}));
    QVERIFY(m_owner.service->execute(ports::ShadowChallenger{runId, "cs_intent", true, 1}).has_value());
    QVERIFY(decisionsOn(*m_owner.host, texts, 40) == served); // no client sees it
    m_owner.host->shadowRunner().drain();
    m_owner.reopen();
    QVERIFY(decisionsOn(*m_owner.host, texts, 40) == served);
    m_owner.host->shadowRunner().drain();

    const auto report = m_owner.host->stores().loops->report(runId);
    QCOMPARE(report->trials.size(), std::size_t{1});
    const ports::TrialReport& trial = report->trials.front();
    QVERIFY(trial.trial.state == domain::TrialState::Running);
    QCOMPARE(trial.compared, std::int64_t{80});
    const auto cost = std::ranges::find(trial.metrics, domain::kGateCost, &domain::GateMetric::name);
    QVERIFY(cost != trial.metrics.end());
    QCOMPARE(cost->n, std::int64_t{80});
    const WorkspaceSql sql(QString::fromStdString(m_owner.path()));
    const auto sums = sql.rows(QStringLiteral("SELECT sum(challenger_nano), sum(last_tier_nano), sum(champion_nano) FROM challenger_answers")).first();
    QCOMPARE(cost->challenger, sums.at(0).toDouble() / sums.at(1).toDouble());
    QCOMPARE(sql.value(QStringLiteral("SELECT sum(q.cost_nano) FROM queries q JOIN challenger_answers a ON a.query = q.row")).toLongLong(),
        sums.at(2).toLongLong());
    QCOMPARE(sql.value(QStringLiteral("SELECT count(*) FROM shadow_queries")).toInt(), 0); // no evidence for certificates

    QVERIFY(m_owner.service->execute(ports::ShadowChallenger{runId, "cs_intent", false, 1}).has_value());
    QVERIFY(m_owner.host->engine().servingState()->tasks.at("cs_intent").challenger == nullptr);
    QVERIFY(m_owner.service->execute(ports::ShadowChallenger{runId, "cs_intent", true, 0.5}).has_value());
    QVERIFY(m_owner.service->execute(ports::PromoteChallenger{runId, "cs_intent", ""}).has_value());
    const auto ended = m_owner.host->stores().loops->report(runId);
    QVERIFY(ended->trials.front().trial.state == domain::TrialState::Promoted);
    QVERIFY(ended->trials.front().trial.endedAt.has_value());
    QCOMPARE(ended->trials.front().compared, std::int64_t{80});
    QVERIFY(m_owner.host->engine().servingState()->tasks.at("cs_intent").challenger == nullptr);
}

void TestLoop::aCalibrationRunCertifiesAnewAndIsNamedByItsPolicy()
{
    m_owner.reopen(); // another program had the lock
    QVERIFY(!m_owner.service->execute(ports::StartCalibration{"no_such_task", 0.1}));
    QVERIFY(!m_owner.service->execute(ports::StartCalibration{"cs_intent", 1.5}));
    const std::string runId = m_owner.start(ports::StartCalibration{"cs_intent", 0.2});
    const domain::Run run = m_owner.finished(runId);
    QVERIFY2(run.state == RunState::Succeeded, run.errorMessage.c_str());
    QVERIFY(run.kind == domain::RunKind::Calibration);
    const auto policy = m_owner.service->snapshot()->policy;
    QVERIFY(policy.has_value());
    QVERIFY(policy->reason.find(runId) != std::string::npos);
    QCOMPARE(policy->tasks.at("cs_intent").alpha, 0.2);
    const std::string again = m_owner.start(ports::StartCalibration{"cs_intent", 0});
    QVERIFY(m_owner.finished(again).state == RunState::Succeeded);
    QCOMPARE(m_owner.service->snapshot()->policy->tasks.at("cs_intent").alpha, 0.2); // the level in force
}

void TestLoop::wrongOrdersAreRefused()
{
    QVERIFY(!m_owner.service->execute(ports::StartLoop{"nobody", quick()}));
    domain::LoopOptions wrong = quick();
    wrong.strategy = "guess";
    QVERIFY(!m_owner.service->execute(ports::StartLoop{"cs_intent", wrong}));
    QVERIFY(!m_owner.service->execute(ports::ResumeRun{m_runId})); // it succeeded
    QVERIFY(!m_owner.service->execute(ports::PromoteChallenger{"nobody", "cs_intent", ""}));
    QVERIFY(!m_owner.service->execute(ports::DistilCluster{{"c", "", {}}, {}}));
    domain::LoopSchedule schedule;
    schedule.minuteOfDay = 5000;
    QVERIFY(!m_owner.service->execute(ports::SetLoopSchedule{schedule}));
    schedule.minuteOfDay = (minuteOfDayNow() + 720) % 1440; // not while the tests run
    schedule.isNightly = true;
    QVERIFY(m_owner.service->execute(ports::SetLoopSchedule{schedule}).has_value());
    QVERIFY(m_owner.service->snapshot()->loopSchedule == schedule);
}

void TestLoop::aScheduledLoopStartsAndTheWindowIsTold()
{
    const std::size_t before = m_owner.host->stores().runs->runs(100)->size();
    domain::LoopSchedule schedule = m_owner.service->snapshot()->loopSchedule;
    schedule.minuteOfDay = minuteOfDayNow();
    QVERIFY(m_owner.service->execute(ports::SetLoopSchedule{schedule}).has_value());
    QVERIFY(m_owner.host->loopScheduler().startDue().has_value()); // whoever is told reads the schedule
    const auto runs = m_owner.host->stores().runs->runs(100);
    QCOMPARE(runs->size(), before + 1);
    QVERIFY(runs->front().kind == domain::RunKind::Loop);
    schedule.isNightly = false;
    QVERIFY(m_owner.service->execute(ports::SetLoopSchedule{schedule}).has_value());
    static_cast<void>(m_owner.service->execute(ports::CancelRun{runs->front().id})); // unless it is over already
    QTRY_VERIFY_WITH_TIMEOUT(m_owner.host->stores().runs->run(runs->front().id).value()->isFinal(), 60'000);
}

void TestLoop::theCommandLineTeachesAndExportsChatLines()
{
    const QString workspace = QString::fromStdString(m_owner.path());
    m_owner.service.reset();
    m_owner.host.reset(); // the program takes the lock
    const QString file = workspace + QStringLiteral("/../set.jsonl");
    const ProgramRun run = runProgram({QStringLiteral("distil"), QStringLiteral("--workspace"), workspace,
        QStringLiteral("--task"), QStringLiteral("cs_intent"), QStringLiteral("--teacher-calls"), QStringLiteral("20"),
        QStringLiteral("--only-teach"), QStringLiteral("--horizon-days"), QStringLiteral("364"),
        QStringLiteral("--export"), file, QStringLiteral("--instruction"), QStringLiteral("Answer with one label."),
        QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, run.errors.constData());
    const QByteArrayList lines = readFile(file).trimmed().split('\n');
    QCOMPARE(run.json().value(QStringLiteral("exported_lines")).toInteger(), qint64(lines.size()));
    QVERIFY(lines.size() >= 20);
    for (const QByteArray& line : lines) {
        const QJsonArray messages = QJsonDocument::fromJson(line).object().value(QStringLiteral("messages")).toArray();
        QCOMPARE(messages.size(), 3);
        QCOMPARE(messages.at(2).toObject().value(QStringLiteral("role")).toString(), QStringLiteral("assistant"));
        QVERIFY(!messages.at(2).toObject().value(QStringLiteral("content")).toString().isEmpty());
    }
    const ProgramRun wrong = runProgram({QStringLiteral("loop"), QStringLiteral("--workspace"), workspace,
        QStringLiteral("--task"), QStringLiteral("nobody"), QStringLiteral("--json")});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(wrong.errors.contains("nobody"));
}

void TestLoop::theCommandLineSaysWhyNothingWasTaught()
{
    Owner owner;
    const QString workspace = QString::fromStdString(owner.path());
    owner.service.reset();
    owner.host.reset(); // the program takes the lock
    const QString file = workspace + QStringLiteral("/../set.jsonl");
    const ProgramRun run = runProgram({QStringLiteral("distil"), QStringLiteral("--workspace"), workspace,
        QStringLiteral("--task"), QStringLiteral("cs_intent"), QStringLiteral("--only-teach"),
        QStringLiteral("--no-promote"), QStringLiteral("--epochs"), QStringLiteral("2"), QStringLiteral("--export"), file});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.errors.contains("nothing: the first student of the task"), run.errors.constData());
    QVERIFY(!QFile::exists(file));
}

QTEST_GUILESS_MAIN(TestLoop)
#include "tst_loop.moc"
