#pragma once

#include "app/engine_host.h"
#include "core/gateway/gateway_options.h"
#include "core/ports/console_service.h"

#include <map>
#include <mutex>
#include <string>

namespace app {

/// How tasks' streamed answers are sent, as the operator chose; by task id.
using StreamingChoices = std::map<std::string, core::domain::StreamingMode>;

/// Keeps the choices in the workspace's settings, where a gateway finds them at its start; whoever runs one tells it of a
/// change. Thread-safe.
class StreamingDesk {
public:
    /// `host` must outlive the desk.
    explicit StreamingDesk(EngineHost& host)
        : m_host(host)
    {
    }

    /// NotFound for a task that the workspace does not have. A change leaves a marker on the charts.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetStreamingMode& command);

private:
    EngineHost& m_host;
    std::mutex m_mutex; ///< held while the settings are changed
};

/// As the settings hold them. Empty, with a warning in the log, where those cannot be read.
[[nodiscard]] StreamingChoices storedStreaming(const core::ports::SettingStore& settings);

/// What is in force: the choices, and for other tasks what the gateway's file says.
[[nodiscard]] std::map<std::string, core::ports::TaskStreaming> streamingInForce(
    const std::map<std::string, core::gateway::TaskServing>& ofFile, const StreamingChoices& chosen);

} // namespace app
