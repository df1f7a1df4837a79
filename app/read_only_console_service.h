#pragma once

#include "app/attached_console_service.h"
#include "core/base/clock.h"
#include "core/ports/console_service.h"
#include "core/ports/secret_store.h"
#include "db/workspace_stores.h"

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// ConsoleService that looks at a workspace and changes nothing: shows what its owner says while one answers, and what
/// is stored otherwise; either is taken anew while the service lives. Thread-safe.
class ReadOnlyConsoleService final : public core::ports::ConsoleService {
public:
    /// `stores` and `secrets` must outlive the service.
    ReadOnlyConsoleService(
        const db::Stores& stores, std::filesystem::path workspace, const core::ports::SecretStore& secrets);
    ~ReadOnlyConsoleService() override;

    ReadOnlyConsoleService(const ReadOnlyConsoleService&) = delete;
    ReadOnlyConsoleService& operator=(const ReadOnlyConsoleService&) = delete;

    [[nodiscard]] std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override;
    /// PermissionDenied.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> execute(const core::ports::ConsoleCommand& command) override;
    /// Of the owner; PermissionDenied without one.
    [[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const override;
    [[nodiscard]] core::Result<core::ports::PolicyPreview> previewPolicy(
        const core::ports::PolicyDraft& draft) const override;
    [[nodiscard]] core::Result<core::domain::RouteExplanation> explainRoute(const std::string& queryId) const override;

private:
    void watch();
    void showOwner();
    void showStored();
    void publish(core::ports::ConsoleSnapshot snapshot);
    [[nodiscard]] std::shared_ptr<const AttachedConsoleService> owner() const;

    const db::Stores& m_stores;
    const std::filesystem::path m_workspace;
    const core::ports::SecretStore& m_secrets;
    const core::SystemClock m_clock;
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_ownersShown; ///< of the watching thread
    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::shared_ptr<AttachedConsoleService> m_owner; ///< null: nobody answers for the workspace
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_snapshot;
    std::uint64_t m_revision = 0;
    std::thread m_thread;
};

} // namespace app
