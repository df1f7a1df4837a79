#pragma once

#include "core/engine/risk_watch.h"
#include "core/ports/monitor_store.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace app {

/// Feeds what was judged to the monitors, on a thread of its own, and answers a broken promise.
class CoverageWatchJob {
public:
    struct Callbacks {
        std::function<void()> changed; ///< an alarm or the lamp went on
        /// The monitor of a tier that still accepts has rung; asked again at each round until it no longer
        /// accepts.
        std::function<void(const core::ports::WatchedTier&)> broken;
    };

    CoverageWatchJob(core::ports::MonitorStore& store, Callbacks callbacks,
        std::chrono::milliseconds interval = std::chrono::seconds(1));

    /// Everything that is judged by now, on the caller's thread.
    void catchUp();

private:
    /// True when there is more.
    bool look();
    void run(const std::stop_token& stop);
    [[nodiscard]] core::Result<void> restore();
    /// One batch; false when there was nothing new.
    [[nodiscard]] core::Result<bool> round();

    core::ports::MonitorStore& m_store;
    const Callbacks m_callbacks;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex; ///< one look at a time
    std::optional<core::engine::RiskWatch> m_watch; ///< guarded by m_mutex; absent: to be restored from the store
    std::string m_lastProblem; ///< guarded by m_mutex
    std::jthread m_thread;
};

} // namespace app
