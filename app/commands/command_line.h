#pragma once

#include "app/commands/command.h"
#include "app/control_server.h"

namespace app {
class EngineHost;
}

namespace app::commands {

/// Runs one command line of `routenlp` and returns the exit code. A command that needs a workspace which a running
/// process owns is done by that process.
[[nodiscard]] int runCommandLine(int argc, char** argv);

/// What the owner of a workspace does with the command lines of others. `host` must outlive it.
[[nodiscard]] CommandLineHandler commandLinesOn(EngineHost& host);

} // namespace app::commands
