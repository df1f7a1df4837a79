#pragma once

#include "app/engine_host.h"
#include "app/environment_secrets.h"
#include "app/gateway_configuration.h"
#include "core/gateway/gateway.h"

#include <memory>

namespace app {

/// The gateway of a workspace: its model servers are tiers of the portfolio, its requests go through the
/// engine. Destroy it before the engine's host.
class GatewayHost {
public:
    /// Saves the configuration's tiers in the portfolio, publishes them to the engine and begins to answer.
    [[nodiscard]] static core::Result<std::unique_ptr<GatewayHost>> start(
        EngineHost& host, const GatewayConfiguration& configuration);
    /// Lets requests under way finish for a few seconds.
    ~GatewayHost();

    GatewayHost(const GatewayHost&) = delete;
    GatewayHost& operator=(const GatewayHost&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_gateway.port(); }

private:
    GatewayHost(EngineHost& host, const GatewayConfiguration& configuration);

    EnvironmentSecrets m_secrets;
    core::gateway::Gateway m_gateway;
};

} // namespace app
