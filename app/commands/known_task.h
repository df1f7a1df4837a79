#pragma once

#include "core/base/result.h"
#include "core/ports/workspace_store.h"

#include <string>

namespace app::commands {

/// An error that lists the workspace's tasks when `taskId` is none of them. An empty id means all tasks.
[[nodiscard]] core::Result<void> checkTask(
    const core::ports::PortfolioStore& portfolio, const std::string& taskId);

} // namespace app::commands
