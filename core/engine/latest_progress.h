#pragma once

#include "core/domain/run.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace core::engine {

/// Hands what a worker reports to a store that may be slow, on a thread of its own, so that the worker is heard out
/// meanwhile. Of a run's progress the newest value counts, of its metrics every one. The destructor waits until all is
/// handed over.
class LatestProgress {
public:
    /// Metrics in the order in which they came, and the run as it stood after the last of them.
    using Store = std::function<void(const std::vector<domain::RunMetric>&, const domain::Run&)>;

    /// `interval`: rest after each hand-over.
    LatestProgress(Store store, std::chrono::milliseconds interval);
    ~LatestProgress();

    LatestProgress(const LatestProgress&) = delete;
    LatestProgress& operator=(const LatestProgress&) = delete;

    void put(const domain::Run& run, const std::optional<domain::RunMetric>& metric);

private:
    void work(const std::stop_token& stop);
    void handOver(std::unique_lock<std::mutex>& lock);

    const Store m_store;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<domain::Run> m_run; ///< not handed over yet
    std::vector<domain::RunMetric> m_metrics; ///< the same
    std::jthread m_thread; ///< last: it uses everything above
};

} // namespace core::engine
