#pragma once

#include "app/engine_host.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app::commands {

enum class CreateWorkspace { IfMissing, Never };

/// Ends an engine that was started for a command; leaves one alone that runs for others too.
struct HostCloser {
    bool isOwn = true;
    void operator()(EngineHost* host) const
    {
        if (isOwn) {
            delete host;
        }
    }
};
using HostPointer = std::unique_ptr<EngineHost, HostCloser>;

/// Takes the lock of the workspace and starts the engine on it; inside a CommandSession: that session's engine. With a seed, the splits of a workspace that is created
/// follow from it, so that the same command gives the same figures; otherwise their key is random.
[[nodiscard]] core::Result<HostPointer> openHost(
    const std::string& workspace, CreateWorkspace create, std::optional<std::uint64_t> seed = std::nullopt);

/// Trains the student of each named task, one after another, with progress on standard error. Returns after the last
/// one; the first failure ends it.
[[nodiscard]] core::Result<void> trainTasks(EngineHost& host, const std::vector<std::string>& taskIds,
    const core::engine::OnboardingOptions& options);

} // namespace app::commands
