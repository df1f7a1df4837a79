#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <map>
#include <mutex>
#include <string>

namespace core::engine {

/// Until when the queries of a task go straight to the last tier. Thread-safe.
class BypassRegister {
public:
    /// `taskId` empty: every task. A time that has passed lifts the bypass.
    void set(const std::string& taskId, TimePoint until);
    /// Whether the task, or every task, is bypassed at this time.
    [[nodiscard]] bool isActive(const std::string& taskId, TimePoint now) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, TimePoint> m_until;
    std::atomic<bool> m_isUsed = false; ///< spares queries the lock as long as no bypass was ever set
};

} // namespace core::engine
