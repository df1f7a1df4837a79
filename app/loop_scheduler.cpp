#include "app/loop_scheduler.h"

#include "core/engine/loop/loop_results.h"
#include "core/engine/loop/queued_loops.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <utility>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace loop = core::engine::loop;

namespace {

constexpr const char* kSetting = "loop.schedule";
constexpr int kMinutesADay = 24 * 60;

Result<loop::StoredSchedule> readStored(const core::ports::SettingStore& settings)
{
    const Result<std::optional<std::string>> text = settings.value(kSetting);
    return text ? loop::storedScheduleFromJson(text->value_or("")) : core::fail(text.error());
}

} // namespace

LoopScheduler::LoopScheduler(Services services, std::chrono::milliseconds interval)
    : m_services(services)
    , m_interval(interval)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

domain::LoopSchedule storedLoopSchedule(const core::ports::SettingStore& settings)
{
    const Result<loop::StoredSchedule> known = readStored(settings);
    return known ? known->schedule : domain::LoopSchedule{};
}

Result<loop::StoredSchedule> LoopScheduler::stored() const
{
    return readStored(m_services.settings);
}

domain::LoopSchedule LoopScheduler::schedule() const
{
    const std::lock_guard lock(m_mutex);
    return storedLoopSchedule(m_services.settings);
}

Result<void> LoopScheduler::setSchedule(const domain::LoopSchedule& schedule)
{
    if (schedule.minuteOfDay < 0 || schedule.minuteOfDay >= kMinutesADay) {
        return core::fail(core::ErrorCode::InvalidArgument, "the minute of the day must be from 0 to 1439");
    }
    if (const auto sound = loop::loopOptionsFromJson(loop::toJson(schedule.options)); !sound) {
        return core::fail(sound.error());
    }
    const std::lock_guard lock(m_mutex);
    const Result<loop::StoredSchedule> known = stored();
    loop::StoredSchedule next{schedule, known ? known->progress : loop::ScheduleProgress{}};
    next.progress.lastAlarmUs = core::toMicroseconds(m_services.clock.now());
    return m_services.settings.setValue(kSetting, loop::toJson(next));
}

/// Started outside the lock: who is told of a new run reads the schedule.
Result<void> LoopScheduler::startDue()
{
    const Result<DueRuns> due = takeDue();
    if (!due) {
        return core::fail(due.error());
    }
    for (const std::string& taskId : loop::withoutQueued(due->tasks, m_services.supervisor.runs())) {
        const auto run = m_services.supervisor.start(domain::RunKind::Loop, taskId, due->parametersJson);
        if (!run) {
            return core::fail(run.error());
        }
    }
    return {};
}

Result<LoopScheduler::DueRuns> LoopScheduler::takeDue()
{
    const std::lock_guard lock(m_mutex);
    Result<loop::StoredSchedule> known = stored();
    if (!known) {
        return core::fail(known.error());
    }
    if (!known->schedule.isNightly && !known->schedule.answersAlarms) {
        return DueRuns{};
    }
    const auto alarms = m_services.monitors.openAlarms();
    if (!alarms) {
        return core::fail(alarms.error());
    }
    loop::DueLoops due = loop::dueLoops(known->schedule, known->progress, *alarms, m_services.clock.now());
    if (due.progress == known->progress) {
        return DueRuns{};
    }
    // stored first: a crash between the two loses one loop and never repeats one
    known->progress = due.progress;
    if (Result<void> saved = m_services.settings.setValue(kSetting, loop::toJson(*known)); !saved) {
        return core::fail(saved.error());
    }
    return DueRuns{std::move(due.tasks), loop::toScheduledJson(known->schedule.options)};
}

void LoopScheduler::run(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const Result<void> started = startDue();
        const std::string problem = started ? std::string() : started.error().message;
        if (problem != m_lastProblem && !problem.empty()) {
            spdlog::error("scheduled loops: {}", problem);
        }
        m_lastProblem = problem;
        wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

} // namespace app
