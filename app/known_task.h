#pragma once

#include "core/base/result.h"
#include "core/domain/task.h"
#include "core/ports/workspace_store.h"

#include <span>
#include <string>

namespace app {

/// An error that lists the workspace's tasks when `taskId` is none of them. An empty id means all tasks.
[[nodiscard]] core::Result<void> checkTask(std::span<const core::domain::Task> tasks, const std::string& taskId);
[[nodiscard]] core::Result<void> checkTask(
    const core::ports::PortfolioStore& portfolio, const std::string& taskId);

} // namespace app
