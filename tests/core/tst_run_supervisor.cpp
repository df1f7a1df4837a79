#include <QTemporaryDir>
#include <QTest>

#include "core/engine/run_supervisor.h"
#include "core/engine/worker_protocol.h"
#include "tests/core/engine_fakes.h"

#include <condition_variable>
#include <filesystem>
#include <fstream>

using namespace core;
using domain::RunState;

namespace {

/// A worker that says the given lines, waiting before the last ones until it is told to stop or released.
class ScriptedWorker final : public ports::WorkerProcess {
public:
    ScriptedWorker(std::vector<std::string> lines, int exitCode, bool waits, bool isDeaf = false)
        : m_lines(std::move(lines))
        , m_isDeaf(isDeaf)
        , m_exitCode(exitCode)
        , m_isWaiting(waits)
    {
    }
    std::optional<std::string> readLine() override
    {
        std::unique_lock lock(m_mutex);
        if (m_next == m_lines.size()) {
            m_wake.wait(lock, [this] { return !m_isWaiting; });
            return std::nullopt;
        }
        return m_lines[m_next++];
    }
    void requestStop() override
    {
        if (!m_isDeaf) {
            end(143);
        }
    }
    void kill() override { end(137); }
    int wait() override
    {
        const std::lock_guard lock(m_mutex);
        return m_exitCode;
    }

private:
    void end(int code)
    {
        const std::lock_guard lock(m_mutex);
        if (m_isWaiting) {
            m_exitCode = code;
            m_isWaiting = false;
        }
        m_wake.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_wake;
    const std::vector<std::string> m_lines;
    const bool m_isDeaf; ///< to requests
    std::size_t m_next = 0;
    int m_exitCode;
    bool m_isWaiting;
};

class ScriptedLauncher final : public ports::WorkerLauncher {
public:
    std::function<Result<std::unique_ptr<ports::WorkerProcess>>(const std::string&)> script;
    Result<std::unique_ptr<ports::WorkerProcess>> launch(const std::string& runId) const override { return script(runId); }
};

/// Holds what a worker says of its progress until it is released, as a queue of other writes does.
class HeldRunStore final : public fakes::MemoryRunStore {
public:
    Result<void> saveRun(const domain::Run& run) override
    {
        if (run.state == RunState::Running && !run.stage.empty()) {
            std::unique_lock lock(m_mutex);
            m_shown.push_back(run.progress);
            m_wake.wait(lock, [this] { return !m_isHeld; });
        }
        return MemoryRunStore::saveRun(run);
    }
    void hold() { m_isHeld = true; }
    void release()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isHeld = false;
        }
        m_wake.notify_all();
    }
    /// Progress of each write that a worker's words led to.
    std::vector<double> shown()
    {
        const std::lock_guard lock(m_mutex);
        return m_shown;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<double> m_shown;
    bool m_isHeld = false;
};

struct Bench {
    QTemporaryDir directory;
    SystemClock clock;
    HeldRunStore runs;
    std::chrono::milliseconds progressInterval{250};
    ScriptedLauncher launcher;
    int adopted = 0;
    std::function<void(const std::string&)> whileAdopting = [](const std::string&) {};

    std::unique_ptr<engine::RunSupervisor> supervisor(Result<void> adoption = {})
    {
        return std::make_unique<engine::RunSupervisor>(
            engine::RunSupervisor::Services{
                clock, runs, launcher, directory.path().toStdString(), {}, std::chrono::milliseconds(50), progressInterval},
            [this, adoption](const domain::Run& run, const engine::OnboardingResult&) {
                ++adopted;
                whileAdopting(run.id);
                return adoption;
            },
            [] {});
    }
    void say(std::vector<std::string> lines, int exitCode, bool waits = false)
    {
        launcher.script = [=](const std::string&) -> Result<std::unique_ptr<ports::WorkerProcess>> {
            return std::unique_ptr<ports::WorkerProcess>(std::make_unique<ScriptedWorker>(lines, exitCode, waits));
        };
    }
    domain::Run stored(const std::string& id) { return **runs.run(id); }
};

} // namespace

class TestRunSupervisor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFinishedWorkersArtefactsMoveAndItsResultIsAdopted();
    void aWorkerThatDiesLeavesAFailedRun();
    void aWorkersOwnErrorIsTheRunsError();
    void aWorkerThatCannotStartFailsTheRun();
    void aRunningRunIsCancelled();
    void aWorkerThatHearsNoRequestIsKilled();
    void aRunThatTheProgramsEndCutsOffIsNeverMarked();
    void aQueuedRunIsCancelledWithoutAWorker();
    void runsThatAnEarlierProcessLeftAreClosed();
    void anAdoptionThatFailsFailsTheRun();
    void aCancelThatComesTooLateIsNoCancel();
    void anArtefactOfTheSameNameKeepsItsFile();
    void aWorkerIsHeardOutWhileTheStoreIsBusy();
    void progressIsWrittenAtIntervalsAndEveryMetricIs();
};

namespace {

/// Fraction `i` of 50 at line `i`, with a loss of as much, and then the result.
std::vector<std::string> fiftySteps()
{
    std::vector<std::string> lines;
    for (int i = 1; i <= 50; ++i) {
        lines.push_back(engine::toLine(engine::WorkerProgress{i / 50.0, "step " + std::to_string(i), 1.0 * i}));
    }
    lines.push_back(engine::toLine(engine::OnboardingResult{}));
    return lines;
}

} // namespace

void TestRunSupervisor::aFinishedWorkersArtefactsMoveAndItsResultIsAdopted()
{
    Bench bench;
    engine::OnboardingResult result;
    domain::Artefact artefact;
    artefact.id = "student-x-1";
    artefact.path = "student.bin";
    result.artefacts = {artefact};
    result.metrics = {{"tuning_quality", 0, 0.9}};
    bench.launcher.script = [&](const std::string& runId) -> Result<std::unique_ptr<ports::WorkerProcess>> {
        const auto staging = std::filesystem::path(bench.directory.path().toStdString()) / "models" / "staging" / runId;
        std::filesystem::create_directories(staging);
        std::ofstream(staging / "student.bin") << "weights";
        return std::unique_ptr<ports::WorkerProcess>(std::make_unique<ScriptedWorker>(
            std::vector{engine::toLine(engine::WorkerProgress{0.5, "half", 0.25}), engine::toLine(result)}, 0, false));
    };
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Succeeded);
    QCOMPARE(bench.adopted, 1);
    const auto metrics = *bench.runs.metrics(*id); // the curve while it ran, then the result
    QCOMPARE(metrics.size(), std::size_t(2));
    QCOMPARE(metrics.front().name, std::string("loss: half"));
    QCOMPARE(metrics.front().step, std::int64_t{50});
    QCOMPARE(metrics.front().value, 0.25);
    QCOMPARE(bench.runs.artefacts()->front().path, std::string("models/student-x-1.bin"));
    QVERIFY(QFile::exists(bench.directory.filePath("models/student-x-1.bin")));
    QVERIFY(bench.runs.markers().empty()); // the policy that came of it leaves its own
    QVERIFY(!QFile::exists(bench.directory.filePath("models/staging/" + QString::fromStdString(*id))));
}

void TestRunSupervisor::aWorkerThatDiesLeavesAFailedRun()
{
    Bench bench;
    bench.say({engine::toLine(engine::WorkerProgress{0.5, "half"}), "{\"type\":\"resu"}, 137);
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Failed);
    QVERIFY(bench.stored(*id).errorMessage.find("137") != std::string::npos);
    QCOMPARE(bench.adopted, 0);
    QCOMPARE(bench.runs.markers().size(), std::size_t(1)); // seen on every time axis
    QCOMPARE(bench.runs.markers().front().kind, std::string("run"));
    QCOMPARE(bench.runs.markers().front().reference, *id);
}

void TestRunSupervisor::aWorkersOwnErrorIsTheRunsError()
{
    Bench bench;
    bench.say({engine::toLine(engine::WorkerFailure{Error{ErrorCode::InvalidArgument, "no labels"}})}, 1);
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QCOMPARE(bench.stored(*id).errorMessage, std::string("no labels"));
}

void TestRunSupervisor::aWorkerThatCannotStartFailsTheRun()
{
    Bench bench;
    bench.launcher.script = [](const std::string&) -> Result<std::unique_ptr<ports::WorkerProcess>> {
        return fail(ErrorCode::Unavailable, "no program");
    };
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Failed);
}

void TestRunSupervisor::aRunningRunIsCancelled()
{
    Bench bench;
    bench.say({engine::toLine(engine::WorkerProgress{0.5, "half"})}, 0, true);
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    QTRY_COMPARE(bench.stored(*id).stage, std::string("half"));
    QVERIFY(supervisor->cancel(*id).has_value());
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Cancelled);
    QVERIFY(supervisor->cancel(*id).error().code == ErrorCode::NotFound);
    QVERIFY(bench.runs.markers().empty()); // it changed nothing that a chart shows
}

void TestRunSupervisor::aWorkerThatHearsNoRequestIsKilled()
{
    Bench bench;
    bench.launcher.script = [](const std::string&) -> Result<std::unique_ptr<ports::WorkerProcess>> {
        return std::unique_ptr<ports::WorkerProcess>(std::make_unique<ScriptedWorker>(
            std::vector{engine::toLine(engine::WorkerProgress{0.5, "half"})}, 0, true, true));
    };
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    QTRY_COMPARE(bench.stored(*id).stage, std::string("half"));
    QVERIFY(supervisor->cancel(*id).has_value());
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Cancelled);
}

void TestRunSupervisor::aRunThatTheProgramsEndCutsOffIsNeverMarked()
{
    Bench bench;
    bench.say({engine::toLine(engine::WorkerProgress{0.5, "half"})}, 0, true);
    auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    const auto queued = supervisor->start(domain::RunKind::StudentTraining, "y", "{}");
    QTRY_COMPARE(bench.stored(*id).stage, std::string("half"));
    supervisor.reset();
    QVERIFY(bench.stored(*id).state == RunState::Cancelled);
    QVERIFY(bench.stored(*id).errorMessage.find("closed") != std::string::npos);
    for (int start = 0; start < 3; ++start) {
        QVERIFY(bench.supervisor()->takeOverRuns().has_value());
    }
    QVERIFY(bench.stored(*id).state == RunState::Cancelled);
    QVERIFY(bench.stored(*queued).state == RunState::Failed);
    QVERIFY(bench.runs.markers().empty());
}

void TestRunSupervisor::aQueuedRunIsCancelledWithoutAWorker()
{
    Bench bench;
    bench.say({engine::toLine(engine::WorkerProgress{0.5, "half"})}, 0, true);
    const auto supervisor = bench.supervisor();
    const auto first = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    QTRY_VERIFY(bench.stored(*first).state == RunState::Running);
    const auto second = supervisor->start(domain::RunKind::StudentTraining, "y", "{}");
    QVERIFY(supervisor->cancel(*second).has_value());
    QVERIFY(bench.stored(*second).state == RunState::Cancelled);
    QVERIFY(!bench.stored(*second).startedAt.has_value());
}

void TestRunSupervisor::runsThatAnEarlierProcessLeftAreClosed()
{
    Bench bench;
    domain::Run abandoned;
    abandoned.id = "old";
    abandoned.state = RunState::Running;
    QVERIFY(bench.runs.saveRun(abandoned).has_value());
    const auto supervisor = bench.supervisor();
    QVERIFY(supervisor->takeOverRuns().has_value());
    QVERIFY(bench.stored("old").state == RunState::Failed);
    QVERIFY(!bench.stored("old").errorMessage.empty());
    QCOMPARE(supervisor->runs().front().id, std::string("old"));
}

void TestRunSupervisor::anAdoptionThatFailsFailsTheRun()
{
    Bench bench;
    bench.say({engine::toLine(engine::OnboardingResult{})}, 0);
    const auto supervisor = bench.supervisor(fail(ErrorCode::Conflict, "policy moved on"));
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Failed);
    QCOMPARE(bench.stored(*id).errorMessage, std::string("policy moved on"));
}

void TestRunSupervisor::aCancelThatComesTooLateIsNoCancel()
{
    Bench bench;
    bench.say({engine::toLine(engine::OnboardingResult{})}, 0);
    const auto supervisor = bench.supervisor();
    bench.whileAdopting = [&](const std::string& id) { (void)supervisor->cancel(id); };
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    QCOMPARE(bench.adopted, 1);
    QVERIFY(bench.stored(*id).state == RunState::Succeeded); // its policy is in force
}

void TestRunSupervisor::anArtefactOfTheSameNameKeepsItsFile()
{
    Bench bench;
    const auto supervisor = bench.supervisor();
    const auto train = [&](const std::string& weights) {
        bench.launcher.script = [&bench, weights](const std::string& runId) -> Result<std::unique_ptr<ports::WorkerProcess>> {
            const auto staging = std::filesystem::path(bench.directory.path().toStdString()) / "models" / "staging" / runId;
            std::filesystem::create_directories(staging);
            std::ofstream(staging / "student.bin") << weights;
            domain::Artefact artefact;
            artefact.id = "student-x-1";
            artefact.path = "student.bin";
            artefact.sha256 = weights;
            engine::OnboardingResult result;
            result.artefacts = {artefact};
            return std::unique_ptr<ports::WorkerProcess>(
                std::make_unique<ScriptedWorker>(std::vector{engine::toLine(result)}, 0, false));
        };
        const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
        supervisor->waitUntilIdle();
        return bench.stored(*id).state;
    };
    QVERIFY(train("served") == RunState::Succeeded);
    QVERIFY(train("another") == RunState::Failed);
    QFile kept(bench.directory.filePath("models/student-x-1.bin"));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("served"));
}

void TestRunSupervisor::aWorkerIsHeardOutWhileTheStoreIsBusy()
{
    Bench bench;
    bench.runs.hold();
    bench.say(fiftySteps(), 0);
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    QTRY_COMPARE(supervisor->runs().front().stage, std::string("step 50"));
    QVERIFY(bench.stored(*id).stage.empty());
    QVERIFY(bench.stored(*id).state == RunState::Running);
    bench.runs.release();
    supervisor->waitUntilIdle();
    QVERIFY(bench.stored(*id).state == RunState::Succeeded);
    QCOMPARE(bench.runs.metrics(*id)->size(), std::size_t(50));
}

void TestRunSupervisor::progressIsWrittenAtIntervalsAndEveryMetricIs()
{
    Bench bench;
    bench.progressInterval = std::chrono::hours(1);
    bench.say(fiftySteps(), 0);
    const auto supervisor = bench.supervisor();
    const auto id = supervisor->start(domain::RunKind::StudentTraining, "x", "{}");
    supervisor->waitUntilIdle();
    const std::vector<double> shown = bench.runs.shown(); // what came first, and the newest at the end
    QVERIFY2(shown.size() <= 2, std::to_string(shown.size()).c_str());
    QCOMPARE(shown.back(), 1.0);
    QCOMPARE(bench.stored(*id).stage, std::string("step 50"));
    const auto metrics = *bench.runs.metrics(*id);
    QCOMPARE(metrics.size(), std::size_t(50));
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        QCOMPARE(metrics[i].name, "loss: step " + std::to_string(i + 1));
        QCOMPARE(metrics[i].value, static_cast<double>(i + 1));
    }
}

QTEST_GUILESS_MAIN(TestRunSupervisor)
#include "tst_run_supervisor.moc"
