#pragma once

#include "core/conformal/risk_monitor.h"

#include <cstdint>
#include <vector>

namespace core::conformal {

/// Streams of audited losses whose risk rises from `soundRisk` to `brokenRisk` at a known audit.
struct MonitorSimulationOptions {
    MonitorOptions monitor{0.05, 0.05, 20000};
    double soundRisk = 0.03;
    std::vector<double> brokenRisks{0.08, 0.10, 0.15};
    int auditsBefore = 500; ///< audits before the change
    int auditsAfter = 6000; ///< a monitor that stays silent counts with this delay
    int auditsPerDay = 50;
    int streams = 300;
    int nullStreams = 1000; ///< streams that stay at risk alpha for `nullAudits`
    int nullAudits = 10000;
    std::uint64_t seed = 20260103;
};

struct DetectionRow {
    double brokenRisk = 0;
    double medianAlarmDelay = 0; ///< audits after the change
    double medianWatchDelay = 0;
    double missedAlarms = 0; ///< share of streams without an alarm after the change
};

struct MonitorSimulation {
    std::vector<DetectionRow> detections;
    double falseAlarms = 0; ///< share of null streams that ever alarm, risk exactly alpha
    double falseWatches = 0; ///< share of null streams in which the lamp comes on
};

[[nodiscard]] MonitorSimulation simulateMonitor(const MonitorSimulationOptions& options);

} // namespace core::conformal
