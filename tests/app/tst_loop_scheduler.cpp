#include <QTemporaryDir>
#include <QTest>

#include "app/loop_scheduler.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/stage_control.h"
#include "tests/core/engine_fakes.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

using namespace core;
using domain::RunState;

namespace {

class MemorySettings final : public ports::SettingStore {
public:
    Result<std::optional<std::string>> value(const std::string& key) const override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_values.find(key);
        return found == m_values.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> setValue(const std::string& key, const std::string& value) override
    {
        const std::lock_guard lock(m_mutex);
        m_values[key] = value;
        return {};
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_values;
};

class OpenAlarms final : public ports::MonitorStore {
public:
    Result<std::int64_t> cursor() const override { return std::int64_t{0}; }
    Result<std::vector<ports::MonitorRow>> monitors() const override { return std::vector<ports::MonitorRow>(); }
    Result<std::vector<ports::WatchedTier>> watched() const override { return std::vector<ports::WatchedTier>(); }
    Result<ports::JudgementBatch> judgementsAfter(std::int64_t, int) const override { return ports::JudgementBatch{}; }
    Result<void> save(const ports::MonitorUpdate&) override { return {}; }
    Result<void> raise(const std::vector<ports::AlarmRow>& alarms) override
    {
        const std::lock_guard lock(m_mutex);
        m_alarms.insert(m_alarms.end(), alarms.begin(), alarms.end());
        return {};
    }
    Result<std::vector<ports::AlarmRow>> openAlarms() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_alarms;
    }
    Result<void> acknowledge(const std::string&, TimePoint) override { return {}; }

private:
    mutable std::mutex m_mutex;
    std::vector<ports::AlarmRow> m_alarms;
};

class NoWorkers final : public ports::WorkerLauncher {
public:
    Result<std::unique_ptr<ports::WorkerProcess>> launch(const std::string&) const override
    {
        return fail(ErrorCode::Unavailable, "no run here comes as far as a worker");
    }
};

/// A supervisor whose loops go on until they are cancelled, and a clock that stands at two in the morning.
struct Bench {
    QTemporaryDir directory;
    ManualClock clock{TimePoint{} + std::chrono::days(20'000) + std::chrono::hours(2)};
    MemorySettings settings;
    OpenAlarms alarms;
    fakes::MemoryRunStore store;
    NoWorkers launcher;
    engine::RunSupervisor supervisor{engine::RunSupervisor::Services{clock, store, launcher,
                                         directory.path().toStdString(),
                                         [](const domain::Run&, engine::StageControl& control) -> Result<void> {
                                             while (!control.isCancelled()) {
                                                 std::this_thread::sleep_for(std::chrono::milliseconds(5));
                                             }
                                             return fail(ErrorCode::Cancelled, "cancelled on request");
                                         }},
        [](const domain::Run&, const engine::OnboardingResult&) -> Result<void> { return {}; }, [] {}};
    app::LoopScheduler scheduler{{clock, settings, alarms, supervisor}, std::chrono::hours(1)};

    ~Bench()
    {
        for (const domain::Run& run : supervisor.runs()) {
            static_cast<void>(supervisor.cancel(run.id)); // those that are over are not found
        }
    }
    /// Two by hand: one runs, the other waits.
    void startByHand(const std::string& taskId)
    {
        domain::LoopOptions options;
        options.promotesItself = false;
        for (int i = 0; i < 2; ++i) {
            if (!supervisor.start(domain::RunKind::Loop, taskId, engine::loop::toJson(options))) {
                qFatal("cannot start a loop");
            }
        }
    }
    [[nodiscard]] std::ptrdiff_t scheduled(const std::string& taskId) const
    {
        const std::vector<domain::Run> runs = supervisor.runs();
        return std::ranges::count_if(runs, [&](const domain::Run& run) {
            return run.taskId == taskId && engine::loop::isScheduled(run.parametersJson);
        });
    }
};

} // namespace

class TestLoopScheduler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLoopThatSomebodyQueuedDoesNotTakeTheNightsPlace();
    void norThatOfAnAlarm();
};

void TestLoopScheduler::aLoopThatSomebodyQueuedDoesNotTakeTheNightsPlace()
{
    Bench bench;
    bench.startByHand({});
    domain::LoopSchedule schedule;
    schedule.isNightly = true;
    schedule.minuteOfDay = 120;
    QVERIFY(bench.scheduler.setSchedule(schedule).has_value());
    QVERIFY(bench.scheduler.startDue().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(bench.scheduled({}), std::ptrdiff_t{1}, 60'000);
    bench.clock.advance(std::chrono::hours(24));
    QVERIFY(bench.scheduler.startDue().has_value());
    QCOMPARE(bench.scheduled({}), std::ptrdiff_t{1}); // the first night's still waits
}

void TestLoopScheduler::norThatOfAnAlarm()
{
    Bench bench;
    bench.startByHand("task");
    domain::LoopSchedule schedule;
    schedule.answersAlarms = true;
    QVERIFY(bench.scheduler.setSchedule(schedule).has_value());
    bench.clock.advance(std::chrono::hours(1));
    ports::AlarmRow alarm;
    alarm.id = "alarm";
    alarm.taskId = "task";
    alarm.kind = ports::AlarmKind::Alarm;
    alarm.at = bench.clock.now();
    QVERIFY(bench.alarms.raise({alarm}).has_value());
    QVERIFY(bench.scheduler.startDue().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(bench.scheduled("task"), std::ptrdiff_t{1}, 60'000);
}

QTEST_GUILESS_MAIN(TestLoopScheduler)
#include "tst_loop_scheduler.moc"
