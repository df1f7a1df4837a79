#pragma once

#include "core/ports/console_service.h"

#include <string>

namespace app::commands {

/// Does a command on a workspace: in the process that owns it where one answers, otherwise here, taking its
/// lock.
[[nodiscard]] core::Result<core::ports::CommandReceipt> executeOnWorkspace(
    const std::string& workspace, const core::ports::ConsoleCommand& command);

} // namespace app::commands
