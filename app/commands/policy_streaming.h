#pragma once

#include "app/commands/command.h"

namespace app::commands {

/// `policy streaming`: how a task's streamed answers are sent.
void addPolicyStreaming(CLI::App& policy, Action& action);

} // namespace app::commands
