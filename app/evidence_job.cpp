#include "app/evidence_job.h"

#include <spdlog/spdlog.h>

namespace app {

using core::ports::EvidenceProgress;

EvidenceJob::EvidenceJob(Callbacks callbacks, std::chrono::milliseconds interval)
    : m_callbacks(std::move(callbacks))
    , m_interval(interval)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

std::vector<EvidenceProgress> EvidenceJob::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

void EvidenceJob::run(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        if (const std::uint64_t revision = m_callbacks.revision(); revision != m_revision) {
            m_revision = revision;
            round();
        }
        wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

void EvidenceJob::round()
{
    const std::lock_guard one(m_roundMutex);
    auto found = m_callbacks.progress();
    if (!found) {
        if (found.error().message != m_lastProblem) {
            m_lastProblem = found.error().message;
            spdlog::error("evidence for certificates cannot be read: {}", m_lastProblem);
        }
        return;
    }
    for (const EvidenceProgress& progress : *found) {
        if (progress.isReady && progress.isAutomatic) {
            m_callbacks.certify(progress.taskId);
        }
    }
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        isNews = *found != m_progress;
        m_progress = std::move(*found);
    }
    if (isNews) {
        m_callbacks.changed();
    }
}

} // namespace app
