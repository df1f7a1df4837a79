#include "core/conformal/monitor_simulation.h"

#include "core/base/rng.h"

#include <algorithm>

namespace core::conformal {

namespace {

struct Delays {
    double alarm = 0;
    double watch = 0;
    bool isMissed = false;
};

void beginDayWhenDue(RiskMonitor& monitor, int audit, int auditsPerDay)
{
    if (audit % auditsPerDay == 0) {
        monitor.beginDay(auditsPerDay);
    }
}

/// An alarm before the change counts as a delay of 0; it is counted by the null streams.
Delays runStream(RiskMonitor monitor, const MonitorSimulationOptions& options, double brokenRisk, Rng& rng)
{
    const int total = options.auditsBefore + options.auditsAfter;
    for (int i = 0; i < total && !(monitor.state().alarmAt && monitor.state().watchAt); ++i) {
        beginDayWhenDue(monitor, i, options.auditsPerDay);
        monitor.observeAudit(rng.chance(i < options.auditsBefore ? options.soundRisk : brokenRisk));
    }
    const auto delay = [&](const std::optional<std::int64_t>& at) {
        return static_cast<double>(std::max<std::int64_t>(at.value_or(total) - options.auditsBefore, 0));
    };
    return {
        delay(monitor.state().alarmAt), delay(monitor.state().watchAt), !monitor.state().alarmAt.has_value()};
}

double medianOf(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

DetectionRow detect(const RiskMonitor& fresh, const MonitorSimulationOptions& options, double brokenRisk)
{
    DetectionRow row;
    row.brokenRisk = brokenRisk;
    std::vector<double> alarms;
    std::vector<double> watches;
    for (int stream = 0; stream < options.streams; ++stream) {
        Rng rng(mixSeed(options.seed, static_cast<std::uint64_t>(stream)));
        const Delays delays = runStream(fresh, options, brokenRisk, rng);
        alarms.push_back(delays.alarm);
        watches.push_back(delays.watch);
        row.missedAlarms += delays.isMissed ? 1 : 0;
    }
    row.missedAlarms /= std::max(options.streams, 1);
    row.medianAlarmDelay = medianOf(std::move(alarms));
    row.medianWatchDelay = medianOf(std::move(watches));
    return row;
}

} // namespace

MonitorSimulation simulateMonitor(const MonitorSimulationOptions& options)
{
    MonitorSimulation result;
    const auto fresh = RiskMonitor::create(options.monitor);
    if (!fresh) {
        return result;
    }
    for (const double brokenRisk : options.brokenRisks) {
        result.detections.push_back(detect(*fresh, options, brokenRisk));
    }
    for (int stream = 0; stream < options.nullStreams; ++stream) {
        Rng rng(mixSeed(options.seed + 1, static_cast<std::uint64_t>(stream)));
        RiskMonitor monitor = *fresh;
        for (int i = 0; i < options.nullAudits; ++i) {
            beginDayWhenDue(monitor, i, options.auditsPerDay);
            monitor.observeAudit(rng.chance(options.monitor.alpha));
        }
        result.falseAlarms += monitor.evidence().isAlarm ? 1 : 0;
        result.falseWatches += monitor.evidence().isWatch ? 1 : 0;
    }
    result.falseAlarms /= std::max(options.nullStreams, 1);
    result.falseWatches /= std::max(options.nullStreams, 1);
    return result;
}

} // namespace core::conformal
