#pragma once

#include "core/ports/console_service.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// ConsoleService on the engine of another process of this user, which owns the workspace: snapshots are
/// fetched a few times a second, commands are sent over the control socket. Thread-safe.
class AttachedConsoleService final : public core::ports::ConsoleService {
public:
    /// Unavailable when no owner answers.
    [[nodiscard]] static core::Result<std::unique_ptr<AttachedConsoleService>> attach(
        std::filesystem::path workspace);
    ~AttachedConsoleService() override;

    /// Whether the owner answered when it was last asked.
    [[nodiscard]] bool isConnected() const { return m_isConnected; }

    [[nodiscard]] std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override;
    /// What the command changed is in the snapshot when it returns.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> execute(
        const core::ports::ConsoleCommand& command) override;
    /// Waits no longer for a study; the owner goes on drawing it.
    void interrupt() override { m_isInterrupted = true; }
    [[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const override;
    [[nodiscard]] core::Result<core::ports::PolicyPreview> previewPolicy(
        const core::ports::PolicyDraft& draft) const override;
    [[nodiscard]] core::Result<core::domain::RouteExplanation> explainRoute(
        const std::string& queryId) const override;

private:
    AttachedConsoleService(std::filesystem::path workspace, core::ports::ConsoleSnapshot first);
    [[nodiscard]] core::Result<std::string> askPatiently(const std::string& request) const;
    void pollLoop();
    void poll();
    void publish(core::ports::ConsoleSnapshot snapshot, const std::string& problem);

    const std::filesystem::path m_workspace;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::shared_ptr<const core::ports::ConsoleSnapshot>
        m_snapshot; ///< its revision counts here, not at the owner
    std::mutex m_pollMutex; ///< one fetch at a time: the poll thread's, or that of a command
    core::ports::ConsoleSnapshot m_owners; ///< as the owner said it; under m_pollMutex
    std::uint64_t m_revision = 0;
    std::string m_problem; ///< in the newest snapshot; under m_pollMutex
    bool m_isStopping = false;
    std::atomic<bool> m_isConnected = true;
    std::atomic<bool> m_isInterrupted = false;
    std::thread m_thread;
};

} // namespace app
