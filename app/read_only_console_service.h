#pragma once

#include "core/base/clock.h"
#include "core/ports/console_service.h"
#include "db/workspace_stores.h"

#include <filesystem>

namespace app {

/// ConsoleService beside another process that owns the workspace: shows what is stored, changes nothing.
class ReadOnlyConsoleService final : public core::ports::ConsoleService {
public:
    /// `stores` must outlive the service.
    ReadOnlyConsoleService(const db::Stores& stores, std::filesystem::path workspace);

    [[nodiscard]] std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override;
    [[nodiscard]] core::Result<core::ports::CommandReceipt> execute(const core::ports::ConsoleCommand& command) override;
    [[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const override;
    [[nodiscard]] core::Result<core::ports::PolicyPreview> previewPolicy(
        const core::ports::PolicyDraft& draft) const override;

private:
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_snapshot; ///< as the workspace stood when it was opened
};

} // namespace app
