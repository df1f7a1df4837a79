#pragma once

#include "core/base/result.h"
#include "ui/models/query_priority.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace ui::models {

/// Runs a query on a pool and delivers its result on the owner's thread. The newest query wins: results of
/// older ones are dropped, and nothing is delivered after destruction. The work must own what it touches. Work that
/// nobody waits for any more is asked to stop, and not begun where it still waits for a thread.
template <typename T>
class AsyncQuery {
public:
    using Work = std::function<core::Result<T>()>;
    using StoppableWork = std::function<core::Result<T>(std::stop_token)>;
    using Done = std::function<void(core::Result<T>)>;

    explicit AsyncQuery(QThreadPool& pool)
        : m_pool(pool)
    {
    }

    ~AsyncQuery() { m_stop.request_stop(); }
    AsyncQuery(const AsyncQuery&) = delete;
    AsyncQuery& operator=(const AsyncQuery&) = delete;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    void start(Work work, Done done)
    {
        start(StoppableWork([work = std::move(work)](const std::stop_token&) { return work(); }), std::move(done));
    }

    void start(StoppableWork work, Done done)
    {
        cancel();
        const std::uint64_t generation = m_generation;
        m_isRunning = true;
        auto* watcher = new QFutureWatcher<std::shared_ptr<core::Result<T>>>(&m_owner);
        QObject::connect(watcher, &QFutureWatcherBase::finished, &m_owner,
            [this, watcher, generation, done = std::move(done)] {
                watcher->deleteLater();
                if (generation == m_generation) {
                    m_isRunning = false;
                    done(std::move(*watcher->result()));
                }
            });
        watcher->setFuture(QtConcurrent::run(
            &m_pool, [work = std::move(work), stop = m_stop.get_token()] {
                yieldToWindow();
                return std::make_shared<core::Result<T>>(
                    stop.stop_requested() ? core::fail(core::ErrorCode::Cancelled, "nobody waits for it any more") : work(stop));
            }));
    }

    /// Drops whatever is under way.
    void cancel()
    {
        m_stop.request_stop();
        m_stop = {};
        ++m_generation;
        m_isRunning = false;
    }

private:
    QThreadPool& m_pool;
    QObject m_owner;
    std::stop_source m_stop; ///< of what is under way
    std::uint64_t m_generation = 0;
    bool m_isRunning = false;
};

} // namespace ui::models
