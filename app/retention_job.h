#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <stop_token>
#include <thread>

namespace db {
class Workspace;
}

namespace app {

/// Enforces the retention of every task at the start and then once an interval, on a thread of its own.
class RetentionJob {
public:
    RetentionJob(db::Workspace& workspace, const core::Clock& clock,
        std::chrono::milliseconds interval = std::chrono::hours(1));

private:
    void run(const std::stop_token& stop) const;

    db::Workspace& m_workspace;
    const core::Clock& m_clock;
    const std::chrono::milliseconds m_interval;
    std::jthread m_thread;
};

} // namespace app
