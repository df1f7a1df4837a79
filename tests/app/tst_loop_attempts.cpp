#include "app/engine_host.h"
#include "app/in_process_console_service.h"
#include "app/model_loaders.h"
#include "app/workspace_import.h"
#include "core/conformal/delta_ledger.h"
#include "core/engine/student_onboarding.h"
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace core;
using domain::RunState;

namespace {

constexpr const char* kTask = "cs_intent";

/// A workspace with labelled texts, for which a challenger was trained and discarded.
struct Workspace {
    QTemporaryDir directory;
    std::unique_ptr<app::EngineHost> host;
    std::unique_ptr<app::InProcessConsoleService> service;

    Workspace()
    {
        const QString data = directory.filePath(QStringLiteral("data.jsonl"));
        writeFile(data, labelledLines(1600, 0));
        app::EngineHostOptions options;
        options.workspace = directory.filePath(QStringLiteral("w")).toStdString();
        options.createsIfMissing = true;
        options.splitKey = "key of this test";
        options.workerProgram = ROUTENLP_PROGRAM;
        options.loaders = app::makeModelLoaders();
        auto opened = app::EngineHost::open(std::move(options));
        app::ImportOptions import;
        import.file = data.toStdString();
        if (!opened || !app::importFile(**opened, import)) {
            qFatal("cannot make a workspace");
        }
        host = std::move(*opened);
        service = std::make_unique<app::InProcessConsoleService>(*host, nullptr);
        domain::Artefact discarded;
        discarded.id = "student-discarded";
        discarded.kind = "student";
        discarded.taskId = kTask;
        discarded.path = "models/student-discarded.bin";
        discarded.sha256 = "0";
        if (!host->stores().runs->addArtefact(discarded)) {
            qFatal("cannot store an artefact");
        }
    }
    domain::Run finished(const std::string& runId)
    {
        host->supervisor().waitUntilIdle();
        return **host->stores().runs->run(runId);
    }
    domain::Run train(std::uint64_t seed)
    {
        engine::OnboardingOptions options;
        options.student.epochs = 5;
        options.student.seed = seed;
        const auto run = host->supervisor().start(domain::RunKind::StudentTraining, kTask, engine::toJson(options));
        if (!run) {
            qFatal("%s", run.error().message.c_str());
        }
        return finished(*run);
    }
    [[nodiscard]] double attemptOf(const domain::Run& run) const
    {
        const auto metrics = *host->stores().runs->metrics(run.id);
        const auto found = std::ranges::find(metrics, engine::kCertificationAttempt, &domain::RunMetric::name);
        return found == metrics.end() ? 0 : found->value;
    }
    /// Of the newest certificate of the first tier.
    [[nodiscard]] double spent() const
    {
        const std::string first = host->engine().servingState()->tiersByRank.front().id;
        const auto certificates = *host->stores().policies->certificates(kTask, first);
        const auto newest = std::ranges::max_element(certificates, {}, &domain::Certificate::at);
        return newest == certificates.end() ? 0 : newest->delta;
    }
};

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

class TestLoopAttempts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDiscardedChallengerIsChargedToTrainingAndCalibration();
};

void TestLoopAttempts::aDiscardedChallengerIsChargedToTrainingAndCalibration()
{
    Workspace workspace;
    const domain::Run first = workspace.train(1);
    QVERIFY2(first.state == RunState::Succeeded, first.errorMessage.c_str());
    QCOMPARE(workspace.attemptOf(first), 2.0);
    const double second = workspace.spent();
    QVERIFY(second > 0);
    // the same student again is the attempt that it was
    const domain::Run again = workspace.train(1);
    QVERIFY2(again.state == RunState::Succeeded, again.errorMessage.c_str());
    QCOMPARE(workspace.attemptOf(again), 2.0);
    QVERIFY(isNear(workspace.spent(), second));
    // a look at the same texts by hand counts the discarded one, too
    const auto calibration = workspace.service->execute(ports::StartCalibration{kTask, 0.2});
    QVERIFY(calibration.has_value());
    QVERIFY(workspace.finished(calibration->reference).state == RunState::Succeeded);
    QVERIFY2(isNear(workspace.spent() / second, conformal::attemptShare(3) / conformal::attemptShare(2)),
        qPrintable(QString::number(workspace.spent() / second)));
    // and so does another student
    const domain::Run other = workspace.train(2);
    QVERIFY2(other.state == RunState::Succeeded, other.errorMessage.c_str());
    QCOMPARE(workspace.attemptOf(other), 4.0);
}

QTEST_GUILESS_MAIN(TestLoopAttempts)
#include "tst_loop_attempts.moc"
