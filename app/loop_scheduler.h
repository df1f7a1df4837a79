#pragma once

#include "core/base/clock.h"
#include "core/domain/loop.h"
#include "core/engine/loop/loop_schedule.h"
#include "core/engine/run_supervisor.h"
#include "core/ports/monitor_store.h"
#include "core/ports/workspace_store.h"

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace app {

/// Starts loops at night and on coverage alarms, on a thread of its own. What it starts are ordinary runs: only
/// the gates promote. Thread-safe.
class LoopScheduler {
public:
    struct Services {
        const core::Clock& clock;
        core::ports::SettingStore& settings;
        const core::ports::MonitorStore& monitors;
        core::engine::RunSupervisor& supervisor;
    };

    explicit LoopScheduler(Services services, std::chrono::milliseconds interval = std::chrono::seconds(15));

    [[nodiscard]] core::domain::LoopSchedule schedule() const;
    /// Alarms from before it is set are not answered. InvalidArgument for a minute outside the day.
    [[nodiscard]] core::Result<void> setSchedule(const core::domain::LoopSchedule& schedule);
    /// Starts what is due now; what the thread does once an interval.
    [[nodiscard]] core::Result<void> startDue();

private:
    struct DueRuns {
        std::vector<std::string> tasks; ///< one run each; empty text: of all tasks
        std::string parametersJson;
    };

    void run(const std::stop_token& stop);
    /// What is due now, noted as done.
    [[nodiscard]] core::Result<DueRuns> takeDue();
    [[nodiscard]] core::Result<core::engine::loop::StoredSchedule> stored() const;

    const Services m_services;
    const std::chrono::milliseconds m_interval;
    mutable std::mutex m_mutex; ///< what is stored changes under it
    std::string m_lastProblem;
    std::jthread m_thread;
};

/// As the settings hold it; that of a new workspace where there is none or it cannot be read.
[[nodiscard]] core::domain::LoopSchedule storedLoopSchedule(const core::ports::SettingStore& settings);

} // namespace app
