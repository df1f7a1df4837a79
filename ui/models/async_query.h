#pragma once

#include "core/base/result.h"

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace ui::models {

/// Runs a query on a pool and delivers its result on the owner's thread. The newest query wins: results of
/// older ones are dropped, and nothing is delivered after destruction. The work must own what it touches.
template <typename T>
class AsyncQuery {
public:
    using Work = std::function<core::Result<T>()>;
    using Done = std::function<void(core::Result<T>)>;

    explicit AsyncQuery(QThreadPool& pool)
        : m_pool(pool)
    {
    }

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    void start(Work work, Done done)
    {
        const std::uint64_t generation = ++m_generation;
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
            &m_pool, [work = std::move(work)] { return std::make_shared<core::Result<T>>(work()); }));
    }

    /// Drops whatever is under way.
    void cancel()
    {
        ++m_generation;
        m_isRunning = false;
    }

private:
    QThreadPool& m_pool;
    QObject m_owner;
    std::uint64_t m_generation = 0;
    bool m_isRunning = false;
};

} // namespace ui::models
