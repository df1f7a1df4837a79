#pragma once

#include "app/engine_host.h"
#include "core/ports/commands/bypass_commands.h"

#include <mutex>
#include <vector>

namespace app {

/// Keeps the bypasses of a workspace: in the engine, where they act, and in its settings, so that they
/// outlive the process. Thread-safe.
class BypassDesk {
public:
    /// Puts those that are stored and not over in force. `host` must outlive the desk.
    explicit BypassDesk(EngineHost& host);

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetBypass& command);
    /// In force now.
    [[nodiscard]] std::vector<core::ports::BypassState> active() const;

private:
    [[nodiscard]] core::Result<void> save(const std::vector<core::ports::BypassState>& bypasses);

    EngineHost& m_host;
    mutable std::mutex m_mutex;
    std::vector<core::ports::BypassState> m_bypasses; ///< one a task; some may be over
};

/// Those that the settings hold, one a task; some may be over. Empty, with a warning in the log, if they cannot be read.
[[nodiscard]] std::vector<core::ports::BypassState> storedBypasses(const core::ports::SettingStore& settings);

/// "Everything goes to the last tier until 2026-11-24 12:30 UTC: reason"
[[nodiscard]] std::string toText(const core::ports::BypassState& bypass);

} // namespace app
