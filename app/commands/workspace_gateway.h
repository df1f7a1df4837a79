#pragma once

#include "app/gateway_desk.h"
#include "core/ports/student.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace app::commands {

/// The gateway of a workspace with the task classifier that `routenlp/auto` asks, for both programs.
class WorkspaceGateway {
public:
    /// `file` empty: gateway.json in the workspace. `port` wins over the file's. Both references must outlive it.
    WorkspaceGateway(EngineHost& host, const core::ports::SecretStore& secrets, const std::filesystem::path& file = {},
        std::optional<std::uint16_t> port = std::nullopt);

    [[nodiscard]] GatewayDesk& desk() { return m_desk; }

private:
    const std::unique_ptr<core::ports::StudentTrainer> m_trainer;
    GatewayDesk m_desk;
};

} // namespace app::commands
