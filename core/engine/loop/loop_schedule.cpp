#include "core/engine/loop/loop_schedule.h"

#include "core/engine/loop/loop_results.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace core::engine::loop {

namespace {

constexpr int kWindowMinutes = 60;

} // namespace

DueLoops dueLoops(const domain::LoopSchedule& schedule, const ScheduleProgress& progress,
    std::span<const ports::AlarmRow> alarms, TimePoint now)
{
    DueLoops due{{}, progress};
    // days begin at the hour of the schedule: a window may reach over midnight
    const TimePoint sinceHour = now - std::chrono::minutes(schedule.minuteOfDay);
    const auto day = std::chrono::floor<std::chrono::days>(sinceHour);
    const std::int64_t night = day.time_since_epoch().count();
    const bool isTime = sinceHour - day < std::chrono::minutes(kWindowMinutes);
    if (schedule.isNightly && isTime && night > progress.lastNight) {
        due.progress.lastNight = night;
        due.tasks.emplace_back();
    }
    for (const ports::AlarmRow& alarm : alarms) {
        if (alarm.kind != ports::AlarmKind::Alarm) {
            continue; // lamps and void certificates are dated otherwise: they must not outdate an alarm
        }
        const std::int64_t at = toMicroseconds(alarm.at);
        due.progress.lastAlarmUs = std::max(due.progress.lastAlarmUs, at);
        const bool isNew = schedule.answersAlarms && at > progress.lastAlarmUs;
        if (isNew && due.tasks.empty()) {
            due.tasks.push_back(alarm.taskId);
        } else if (isNew && !due.tasks.front().empty() && std::ranges::find(due.tasks, alarm.taskId) == due.tasks.end()) {
            due.tasks.push_back(alarm.taskId);
        }
    }
    return due;
}

std::string toJson(const StoredSchedule& stored)
{
    return nlohmann::ordered_json{{"is_nightly", stored.schedule.isNightly},
        {"minute_of_day", stored.schedule.minuteOfDay}, {"answers_alarms", stored.schedule.answersAlarms},
        {"options", nlohmann::ordered_json::parse(toJson(stored.schedule.options))},
        {"last_night", stored.progress.lastNight}, {"last_alarm_us", stored.progress.lastAlarmUs}}
        .dump();
}

Result<StoredSchedule> storedScheduleFromJson(const std::string& text)
{
    StoredSchedule stored;
    if (text.empty()) {
        return stored;
    }
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        const Result<domain::LoopOptions> options = loopOptionsFromJson(json.at("options").dump());
        if (!options) {
            return fail(options.error());
        }
        stored.schedule = {json.at("is_nightly"), json.at("minute_of_day"), json.at("answers_alarms"), *options};
        stored.progress = {json.at("last_night"), json.at("last_alarm_us")};
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::Corrupt, std::string("the loop's schedule cannot be read: ") + error.what());
    }
    return stored;
}

} // namespace core::engine::loop
