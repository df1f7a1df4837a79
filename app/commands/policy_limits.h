#pragma once

#include "app/commands/command.h"

namespace app::commands {

/// `routenlp policy limits`
void addPolicyLimits(CLI::App& policy, Action& action);

} // namespace app::commands
