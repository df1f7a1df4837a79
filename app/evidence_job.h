#pragma once

#include "core/ports/coverage_history.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace app {

/// Watches what is judged beside the traffic and certifies a task once enough is there, on a thread of its own.
class EvidenceJob {
public:
    struct Callbacks {
        std::function<std::uint64_t()> revision; ///< grows with everything that progress depends on
        std::function<core::Result<std::vector<core::ports::EvidenceProgress>>()> progress; ///< of all tasks
        std::function<void(const std::string& taskId)> certify; ///< ready, and the operator lets it happen
        std::function<void()> changed; ///< progress() gives something else now
    };

    explicit EvidenceJob(Callbacks callbacks, std::chrono::milliseconds interval = std::chrono::seconds(1));

    /// As of the last round.
    [[nodiscard]] std::vector<core::ports::EvidenceProgress> progress() const;

    /// A round on the caller's thread, whatever the revision.
    void catchUp() { round(); }

private:
    void run(const std::stop_token& stop);
    void round();

    const Callbacks m_callbacks;
    const std::chrono::milliseconds m_interval;
    std::mutex m_roundMutex; ///< one round at a time; taken before m_mutex
    mutable std::mutex m_mutex;
    std::vector<core::ports::EvidenceProgress> m_progress; ///< guarded by m_mutex
    std::uint64_t m_revision = ~std::uint64_t{0};
    std::string m_lastProblem; ///< guarded by m_roundMutex
    std::jthread m_thread;
};

} // namespace app
