#include "ui/models/zoned_days.h"

#include <QDate>
#include <QTimeZone>

#include <chrono>
#include <map>
#include <utility>

namespace ui::models {

using core::ports::DayCost;
using core::ports::OverviewQuery;
using core::ports::TimeRange;

namespace {

core::TimePoint timePointOf(const QDateTime& time)
{
    return core::fromMicroseconds(time.toMSecsSinceEpoch() * 1000);
}

TimeRange rangeOf(const QDate& date, const QTimeZone& zone)
{
    return {timePointOf(date.startOfDay(zone)), timePointOf(date.addDays(1).startOfDay(zone))};
}

void add(const DayCost& part, DayCost& day)
{
    day.queries += part.queries;
    day.spend += part.spend;
    day.lastTierOnly += part.lastTierOnly;
    day.shadowed += part.shadowed;
    day.started += part.started;
    for (const auto& [tierId, money] : part.tiers) {
        day.tiers[tierId] += money;
    }
}

/// Stretches of one offset from UTC.
std::vector<OverviewQuery> stretches(const TimeRange& range, const std::string& taskId, const Formats& formats)
{
    std::vector<OverviewQuery> parts;
    core::TimePoint from = range.from;
    const auto addUntil = [&](core::TimePoint to) {
        if (from < to) {
            parts.push_back({{from, to}, taskId, formats.utcOffsetSeconds(from)});
            from = to;
        }
    };
    for (const QTimeZone::OffsetData& change :
        formats.zone().transitions(formats.dateTime(range.from), formats.dateTime(range.to))) {
        addUntil(std::min(timePointOf(change.atUtc), range.to));
    }
    addUntil(range.to);
    return parts;
}

} // namespace

TimeRange zonedDay(core::TimePoint within, const Formats& formats)
{
    return rangeOf(formats.dateTime(within).date(), formats.zone());
}

core::Result<std::vector<DayCost>> zonedDays(const core::ports::CostHistory& costs, const TimeRange& range,
    const std::string& taskId, const Formats& formats)
{
    std::map<QDate, DayCost> byDate;
    for (const OverviewQuery& part : stretches(range, taskId, formats)) {
        const auto days = costs.days(part);
        if (!days) {
            return core::fail(days.error());
        }
        for (const DayCost& day : *days) {
            // By noon both offsets of a day on which the clocks change agree about the date.
            const QDate date = formats.dateTime(day.start + std::chrono::hours(12)).date();
            add(day, byDate[date]);
        }
    }
    std::vector<DayCost> days;
    for (auto& [date, day] : byDate) {
        day.start = rangeOf(date, formats.zone()).from;
        days.push_back(std::move(day));
    }
    return days;
}

core::Result<core::ports::CostReport> zonedReport(const core::ports::CostHistory& costs, const TimeRange& range,
    const std::string& taskId, const Formats& formats)
{
    auto report = costs.report({range, taskId, formats.utcOffsetSeconds(range.to)});
    if (report && stretches(range, taskId, formats).size() > 1) {
        auto days = zonedDays(costs, range, taskId, formats);
        if (!days) {
            return core::fail(days.error());
        }
        report->days = std::move(*days);
    }
    return report;
}

} // namespace ui::models
