#pragma once

#include "core/domain/run.h"
#include "core/engine/router_training.h"
#include "db/workspace_stores.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace app::commands {

/// Everything of a workspace that a router learns from: one task's, or all tasks' for an empty id.
[[nodiscard]] core::Result<core::engine::RouterTrainingInput> routerTrainingInput(
    const db::Stores& stores, const std::filesystem::path& workspace, const std::string& taskId);

/// Does a router-training run in the worker's process.
[[nodiscard]] core::Result<core::engine::OnboardingResult> trainRouterOf(const db::Stores& stores,
    const std::filesystem::path& workspace, const core::domain::Run& run, const std::filesystem::path& staging,
    const core::ports::ProgressCallback& progress, const std::stop_token& stop);

} // namespace app::commands
