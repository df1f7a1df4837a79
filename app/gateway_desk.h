#pragma once

#include "app/gateway_host.h"
#include "core/ports/console_service.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace app {

struct GatewayDeskOptions {
    std::filesystem::path file; ///< the gateway's configuration; changed by commands; need not exist
    std::optional<std::uint16_t> port; ///< wins over the file's
    /// Made when the gateway first starts; may give null.
    std::function<std::unique_ptr<core::ports::TaskClassifier>()> makeClassifier;
};

/// Starts, changes, describes and stops the gateway of the process that owns a workspace. Thread-safe.
class GatewayDesk {
public:
    /// Both must outlive the desk.
    GatewayDesk(EngineHost& host, const core::ports::SecretStore& secrets, GatewayDeskOptions options);
    ~GatewayDesk(); ///< drains

    GatewayDesk(const GatewayDesk&) = delete;
    GatewayDesk& operator=(const GatewayDesk&) = delete;

    /// Whether the workspace's gateway was on when its last owner ended.
    [[nodiscard]] bool isWanted() const;
    /// Begins to answer as the configuration says. AlreadyExists when it does already.
    [[nodiscard]] core::Result<void> start();
    /// The address clients connect to; empty while it does not run.
    [[nodiscard]] std::string baseUrl() const;
    /// From now on the process only lives for the gateway.
    void setBackground(bool isBackground);

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SwitchGateway& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SaveEndpoint& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RemoveEndpoint& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::TestEndpoint& command) const;

    /// The model server of a tier as it is configured. NotFound: it has none.
    [[nodiscard]] core::Result<core::ports::SaveEndpoint> savedEndpoint(const std::string& tierId) const;
    /// After keys were added or revoked.
    void refreshKeys();
    /// After the operator chose how streamed answers are sent; a running gateway obeys from the next request on.
    void refreshStreaming();
    [[nodiscard]] core::ports::GatewayState state() const;

private:
    [[nodiscard]] core::Result<GatewayConfiguration> configuration() const;
    [[nodiscard]] core::Result<void> startLocked();
    [[nodiscard]] core::Result<void> takeOver();
    void stopLocked();
    [[nodiscard]] core::ports::GatewayState stopped() const;
    void describeStopped();

    EngineHost& m_host;
    const core::ports::SecretStore& m_secrets;
    const GatewayDeskOptions m_options;
    mutable std::mutex m_commandMutex; ///< one command at a time; held while a gateway starts or drains
    std::unique_ptr<core::ports::TaskClassifier> m_classifier; ///< under m_commandMutex
    mutable std::mutex m_mutex; ///< guards everything below; never held for long
    std::unique_ptr<GatewayHost> m_gateway; ///< changed under both mutexes
    core::ports::GatewayState m_described; ///< while none runs
    bool m_isBackground = false;
    std::string m_problem;
};

/// A gateway that does not run: its address, model servers and keys as they are configured and stored.
[[nodiscard]] core::ports::GatewayState stoppedGateway(const db::Stores& stores, core::TimePoint now,
    const core::Result<GatewayConfiguration>& configuration, const core::ports::SecretStore& secrets);

} // namespace app
