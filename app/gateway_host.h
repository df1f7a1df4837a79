#pragma once

#include "app/engine_host.h"
#include "app/environment_secrets.h"
#include "app/gateway_configuration.h"
#include "core/gateway/gateway.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace app {

/// The gateway of a workspace: its model servers are tiers of the portfolio, its requests go through the
/// engine. Keys that are added to the workspace or revoked are taken over within a second. Destroy it before
/// the engine's host.
class GatewayHost {
public:
    /// Saves the configuration's tiers in the portfolio, publishes them to the engine and begins to answer.
    [[nodiscard]] static core::Result<std::unique_ptr<GatewayHost>> start(EngineHost& host,
        const GatewayConfiguration& configuration, const core::ports::TaskClassifier* classifier = nullptr);
    /// Lets requests under way finish for a few seconds.
    ~GatewayHost();

    GatewayHost(const GatewayHost&) = delete;
    GatewayHost& operator=(const GatewayHost&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_gateway.port(); }

private:
    GatewayHost(EngineHost& host, const GatewayConfiguration& configuration,
        const core::ports::TaskClassifier* classifier);

    /// The file's keys and the workspace's.
    [[nodiscard]] core::Result<std::vector<core::domain::ClientKey>> allKeys() const;
    void watchKeys();

    EngineHost& m_host;
    EnvironmentSecrets m_secrets;
    core::gateway::Gateway m_gateway;
    const std::vector<core::domain::ClientKey> m_fileKeys;
    core::gateway::Portfolio m_portfolio; ///< as published; of the watching thread once that runs
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false; ///< under m_mutex
    std::thread m_watcher;
};

} // namespace app
