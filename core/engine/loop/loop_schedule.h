#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/loop.h"
#include "core/ports/monitor_store.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// What the schedule has done; stored, so that a restart neither repeats nor forgets.
struct ScheduleProgress {
    std::int64_t lastNight = 0; ///< days since the epoch, UTC
    std::int64_t lastAlarmUs = 0; ///< time of the newest alarm that was answered

    bool operator==(const ScheduleProgress&) const = default;
};

/// The tasks to start a loop for now ("" for all), and the progress that this makes. A night's loop starts
/// within an hour of its minute: a program that was off then waits for the next night. Only broken promises
/// are answered, and each once.
struct DueLoops {
    std::vector<std::string> tasks;
    ScheduleProgress progress;
};
[[nodiscard]] DueLoops dueLoops(const domain::LoopSchedule& schedule, const ScheduleProgress& progress,
    std::span<const ports::AlarmRow> alarms, TimePoint now);

/// Both as one stored text. An empty or unreadable one is no schedule.
struct StoredSchedule {
    domain::LoopSchedule schedule;
    ScheduleProgress progress;
};
[[nodiscard]] std::string toJson(const StoredSchedule& stored);
[[nodiscard]] Result<StoredSchedule> storedScheduleFromJson(const std::string& json);

} // namespace core::engine::loop
