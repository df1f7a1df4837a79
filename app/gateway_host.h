#pragma once

#include "app/background_clients.h"
#include "app/engine_host.h"
#include "app/gateway_configuration.h"
#include "app/streaming_desk.h"
#include "core/gateway/gateway.h"
#include "core/ports/gateway_state.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace app {

/// The gateway of a workspace: its model servers are tiers of the portfolio, its requests go through the
/// engine. Keys that are added to the workspace or revoked are taken over within a second. Destroy it before
/// the engine's host.
class GatewayHost {
public:
    /// Saves the configuration's tiers in the portfolio, publishes them to the engine and begins to answer.
    /// `host`, `secrets` and `classifier` must outlive it.
    [[nodiscard]] static core::Result<std::unique_ptr<GatewayHost>> start(EngineHost& host,
        const core::ports::SecretStore& secrets, const GatewayConfiguration& configuration,
        const core::ports::TaskClassifier* classifier = nullptr);
    /// Lets requests under way finish for a few seconds.
    ~GatewayHost();

    GatewayHost(const GatewayHost&) = delete;
    GatewayHost& operator=(const GatewayHost&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_gateway.port(); }

    /// Other model servers and keys of the file, from the next request on; the rest of the configuration stays.
    [[nodiscard]] core::Result<void> takeOver(const GatewayConfiguration& configuration);
    /// How streamed answers are sent, as the operator chose, from the next request on; wins over the configuration.
    void setStreaming(const StreamingChoices& chosen);
    /// Looks at keys and servers now instead of within half a second.
    void refresh();
    /// As it stood within the last half second.
    [[nodiscard]] core::ports::GatewayState state() const;

private:
    GatewayHost(EngineHost& host, const core::ports::SecretStore& secrets,
        const GatewayConfiguration& configuration, const core::ports::TaskClassifier* classifier);

    /// The file's keys and the workspace's.
    [[nodiscard]] core::Result<std::vector<core::domain::ClientKey>> allKeys() const;
    [[nodiscard]] core::Result<void> publish();
    void connectBackground();
    void watch();
    void describe();

    EngineHost& m_host;
    const core::ports::SecretStore& m_secrets;
    core::gateway::Gateway m_gateway;
    const std::map<std::string, core::gateway::TaskServing> m_fileTasks; ///< of the configuration that it began with
    std::mutex m_portfolioMutex; ///< held while a portfolio is published
    std::vector<core::domain::ClientKey> m_fileKeys; ///< under m_portfolioMutex
    core::gateway::Portfolio m_portfolio; ///< as published; under m_portfolioMutex
    std::unique_ptr<BackgroundClients> m_background; ///< of that portfolio; under m_portfolioMutex
    std::set<std::string> m_withoutKey; ///< tiers of it whose key was not found; under m_portfolioMutex
    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_wake;
    bool m_isStopping = false;
    bool m_isWoken = false;
    core::ports::GatewayState m_state;
    std::thread m_watcher;
};

/// Ranks new tiers above those that are there; a tier that is there keeps its rank and name. Publishes them to the engine.
[[nodiscard]] core::Result<void> saveGatewayTiers(EngineHost& host, std::vector<core::domain::Tier> tiers);

/// Whether the key that the endpoint names is found, or it names none.
[[nodiscard]] bool hasKey(const core::domain::Endpoint& endpoint, const core::ports::SecretStore& secrets);

/// The workspace's keys and those of a file, with what the workspace says that they have spent.
[[nodiscard]] std::vector<core::ports::ClientKeyState> keyStates(
    const db::Stores& stores, core::TimePoint now, const std::vector<core::domain::ClientKey>& fileKeys);

} // namespace app
