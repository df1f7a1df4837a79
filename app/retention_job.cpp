#include "app/retention_job.h"

#include "db/retention.h"
#include "db/workspace.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>

namespace app {

RetentionJob::RetentionJob(
    db::Workspace& workspace, const core::Clock& clock, std::chrono::milliseconds interval)
    : m_workspace(workspace)
    , m_clock(clock)
    , m_interval(interval)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void RetentionJob::run(const std::stop_token& stop) const
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const core::Result<db::RetentionReport> report = db::applyRetention(m_workspace, m_clock.now());
        if (!report) {
            spdlog::error("texts past their time are still there: {}", report.error().message);
        } else if (report->textsRemoved > 0 || report->queriesRemoved > 0) {
            spdlog::info(
                "retention removed {} texts and {} queries", report->textsRemoved, report->queriesRemoved);
        }
        wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

} // namespace app
