#include "app/coverage_watch_job.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

constexpr int kBatchSize = 5000; ///< judgements in one transaction

} // namespace

CoverageWatchJob::CoverageWatchJob(
    ports::MonitorStore& store, Callbacks callbacks, std::chrono::milliseconds interval)
    : m_store(store)
    , m_callbacks(std::move(callbacks))
    , m_interval(interval)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void CoverageWatchJob::run(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        if (!look()) {
            wake.wait_for(lock, stop, m_interval, [] { return false; });
        }
    }
}

void CoverageWatchJob::catchUp()
{
    while (look()) {
    }
}

bool CoverageWatchJob::look()
{
    const std::lock_guard lock(m_mutex);
    Result<bool> more = round();
    if (!more && more.error().code == core::ErrorCode::Conflict) { // a judgement was taken back meanwhile
        m_watch.reset();
        more = round();
    }
    if (more) {
        return *more;
    }
    m_watch.reset(); // what was not stored is read again
    if (more.error().message != m_lastProblem) {
        m_lastProblem = more.error().message;
        spdlog::error("coverage is not monitored: {}", m_lastProblem);
    }
    return false;
}

Result<void> CoverageWatchJob::restore()
{
    const auto rows = m_store.monitors();
    if (!rows) {
        return core::fail(rows.error());
    }
    auto watch = core::engine::RiskWatch::restore(*rows);
    if (!watch) {
        return core::fail(watch.error());
    }
    m_watch = std::move(*watch);
    return {};
}

Result<bool> CoverageWatchJob::round()
{
    if (!m_watch) {
        if (Result<void> restored = restore(); !restored) {
            return core::fail(restored.error());
        }
    }
    const auto cursor = m_store.cursor();
    if (!cursor) {
        return core::fail(cursor.error());
    }
    const auto watched = m_store.watched();
    if (!watched) {
        return core::fail(watched.error());
    }
    const auto batch = m_store.judgementsAfter(*cursor, kBatchSize);
    if (!batch) {
        return core::fail(batch.error());
    }
    if (batch->cursor != *cursor) {
        const auto update = m_watch->observe(*batch, *watched);
        if (!update) {
            return core::fail(update.error());
        }
        if (Result<void> saved = m_store.save(*update); !saved) {
            return core::fail(saved.error());
        }
        if (!update->alarms.empty()) {
            m_callbacks.changed();
        }
    }
    for (const ports::WatchedTier& tier : *watched) {
        if (m_watch->isBroken(tier)) {
            m_callbacks.broken(tier);
        }
    }
    return batch->cursor > *cursor;
}

} // namespace app
