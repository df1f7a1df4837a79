#pragma once

#include "app/commands/command.h"

namespace app::commands {

/// `policy shadow`, `policy certify` and `policy scope`: what runs beside the traffic and what becomes of it.
void addPolicyShadow(CLI::App& policy, Action& action);

} // namespace app::commands
