#include "core/engine/latest_progress.h"

#include <utility>

namespace core::engine {

LatestProgress::LatestProgress(Store store, std::chrono::milliseconds interval)
    : m_store(std::move(store))
    , m_interval(interval)
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

LatestProgress::~LatestProgress()
{
    m_thread.request_stop();
}

void LatestProgress::put(const domain::Run& run, const std::optional<domain::RunMetric>& metric)
{
    {
        const std::lock_guard lock(m_mutex);
        m_run = run;
        if (metric) {
            m_metrics.push_back(*metric);
        }
    }
    m_wake.notify_all();
}

void LatestProgress::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return m_run.has_value(); })) {
        handOver(lock);
        m_wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
    if (m_run) {
        handOver(lock);
    }
}

void LatestProgress::handOver(std::unique_lock<std::mutex>& lock)
{
    const domain::Run run = *std::exchange(m_run, std::nullopt);
    const std::vector<domain::RunMetric> metrics = std::exchange(m_metrics, {});
    lock.unlock();
    m_store(metrics, run);
    lock.lock();
}

} // namespace core::engine
