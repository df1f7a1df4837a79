#pragma once

#include "app/engine_host.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::commands {

enum class CreateWorkspace { IfMissing, Never };

/// Takes the lock of the workspace and starts the engine on it. With a seed, the splits of a workspace that is created
/// follow from it, so that the same command gives the same figures; otherwise their key is random.
[[nodiscard]] core::Result<std::unique_ptr<EngineHost>> openHost(
    const std::string& workspace, CreateWorkspace create, std::optional<std::uint64_t> seed = std::nullopt);

/// Trains the student of each named task, one after another, with progress on standard error. Returns after the last
/// one; the first failure ends it.
[[nodiscard]] core::Result<void> trainTasks(EngineHost& host, const std::vector<std::string>& taskIds,
    const core::engine::OnboardingOptions& options);

} // namespace app::commands
