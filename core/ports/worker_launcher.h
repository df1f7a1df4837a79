#pragma once

#include "core/base/result.h"

#include <memory>
#include <optional>
#include <string>

namespace core::ports {

/// A running worker. readLine() from one thread, the rest from any.
class WorkerProcess {
public:
    virtual ~WorkerProcess() = default;
    /// The next line of its standard output; blocks; nothing once the worker has closed it.
    [[nodiscard]] virtual std::optional<std::string> readLine() = 0;
    /// Asks it to stop (SIGTERM).
    virtual void requestStop() = 0;
    /// Ends it now (SIGKILL).
    virtual void kill() = 0;
    /// Waits for its end; the exit code, or 128 + the signal.
    [[nodiscard]] virtual int wait() = 0;
};

/// Starts `routenlp worker` for a run that stands in the workspace.
class WorkerLauncher {
public:
    virtual ~WorkerLauncher() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<WorkerProcess>> launch(const std::string& runId) const = 0;
};

} // namespace core::ports
