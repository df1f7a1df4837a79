#include "recorded_workspace.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace core;

namespace {

constexpr std::chrono::seconds kPatience{20};

/// Stands for a model file that is read slowly: one call, chosen beforehand, waits until it is let go.
class SlowFile {
public:
    void holdCall(int number)
    {
        const std::lock_guard lock(m_mutex);
        m_held = m_calls + number;
    }
    [[nodiscard]] bool waitUntilHeld()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [this] { return m_isHolding; });
    }
    void letGo()
    {
        const std::lock_guard lock(m_mutex);
        m_isHolding = false;
        m_changed.notify_all();
    }
    /// A challenger that cannot be loaded is left out, and asked for again at the next load.
    Result<std::unique_ptr<ports::Student>> load()
    {
        std::unique_lock lock(m_mutex);
        if (++m_calls == m_held) {
            m_isHolding = true;
            m_changed.notify_all();
            m_changed.wait_for(lock, kPatience, [this] { return !m_isHolding; });
        }
        return fail(ErrorCode::NotFound, "there is no such file");
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_calls = 0;
    int m_held = 0;
    bool m_isHolding = false;
};

/// Every load of what is served asks for a challenger's file, after it has read tiers and policy.
class SlowWorkspace {
public:
    SlowWorkspace()
        : workspace({[this](const std::filesystem::path&, const std::string&) { return file.load(); }, {}})
        , host(workspace.host.get())
    {
        workspace.addPortfolio();
        domain::Tier student = tier();
        student.provider = domain::TierProvider::Student;
        QVERIFY(host->stores().portfolio->saveTier(student).has_value());
        domain::Run run;
        run.id = "run-1";
        run.kind = domain::RunKind::Loop;
        run.createdAt = host->clock().now();
        QVERIFY(host->stores().runs->saveRun(run).has_value());
        domain::Artefact model;
        model.id = "challenger";
        model.kind = "student";
        model.taskId = recorded::kTask;
        model.path = "models/challenger";
        QVERIFY(host->stores().runs->addArtefact(model).has_value());
        domain::ChallengerTrial trial;
        trial.runId = run.id;
        trial.taskId = recorded::kTask;
        trial.studentId = model.id;
        trial.startedAt = run.createdAt;
        QVERIFY(host->stores().trials->save(trial).has_value());
        QVERIFY(host->reload().has_value());
    }
    [[nodiscard]] domain::Tier tier() const { return host->stores().portfolio->tiers().value().front(); }
    [[nodiscard]] bool rename(const std::string& name) const
    {
        domain::Tier changed = tier();
        changed.name = name;
        return host->stores().portfolio->saveTier(changed).has_value();
    }
    [[nodiscard]] std::string servedName() const
    {
        return host->engine().servingState()->tiersByRank.front().name;
    }

    SlowFile file;
    recorded::Workspace workspace;
    app::EngineHost* const host;
};

} // namespace

/// What is served while several threads change the workspace and have it loaded again.
class TestServingReload final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasReadBeforeAChangeNeverReplacesWhatCameAfterIt();
};

void TestServingReload::whatWasReadBeforeAChangeNeverReplacesWhatCameAfterIt()
{
    SlowWorkspace workspace;
    workspace.file.holdCall(2); // a reload loads again after it looked for void certificates, and serves that
    std::atomic<int> done = 0;
    const auto reload = [&] { done += workspace.host->reload() ? 1 : 0; };
    std::thread slow(reload);
    const bool isHeld = workspace.file.waitUntilHeld();
    const bool isRenamed = workspace.rename("Renamed");
    std::thread quick(reload);
    std::this_thread::sleep_for(std::chrono::milliseconds(200)); // enough to publish, were nothing in its way
    workspace.file.letGo();
    slow.join();
    quick.join();
    QVERIFY(isHeld);
    QVERIFY(isRenamed);
    QCOMPARE(done.load(), 2);
    QCOMPARE(workspace.servedName(), std::string("Renamed"));
}

QTEST_GUILESS_MAIN(TestServingReload)
#include "tst_serving_reload.moc"
