#pragma once

#include "core/ports/worker_launcher.h"

#include <filesystem>
#include <memory>

namespace app {

/// Starts `PROGRAM worker --workspace WORKSPACE --run ID`; its standard error goes to WORKSPACE/logs/worker-ID.log. The
/// worker is killed when the thread that launched it ends, however the program does.
[[nodiscard]] std::unique_ptr<core::ports::WorkerLauncher> makeWorkerLauncher(
    std::filesystem::path program, std::filesystem::path workspace);

/// The `routenlp` program that lies beside the running one.
[[nodiscard]] std::filesystem::path siblingProgram(const char* name);

} // namespace app
