#pragma once

namespace CLI {
class App;
}

#include "app/commands/command.h"

namespace app::commands {

/// `routenlp policy bypass`
void addPolicyBypass(CLI::App& policy, Action& action);

} // namespace app::commands
