#pragma once

#include "app/engine_host.h"
#include "core/base/result.h"

#include <memory>
#include <string>

namespace app::commands {

enum class CreateWorkspace { IfMissing, Never };

/// Takes the lock of the workspace and starts the engine on it.
[[nodiscard]] core::Result<std::unique_ptr<EngineHost>> openHost(const std::string& workspace, CreateWorkspace create);

/// Trains the student of each named task, one after another, with progress on standard error. Returns after the last
/// one; the first failure ends it.
[[nodiscard]] core::Result<void> trainTasks(EngineHost& host, const std::vector<std::string>& taskIds,
    const core::engine::OnboardingOptions& options);

} // namespace app::commands
