#pragma once

#include "app/commands/command.h"

namespace app::commands {

/// `routenlp train router`
void addTrainRouter(CLI::App& train, Action& action);

} // namespace app::commands
