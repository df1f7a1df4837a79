#pragma once

#include "core/base/result.h"
#include "core/gateway/access_guard.h"
#include "core/gateway/gateway_options.h"
#include "core/gateway/gateway_services.h"
#include "core/providers/endpoint_health.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace core::gateway {

/// How the gateway is doing at one moment.
struct GatewayStatus {
    std::size_t requestsInFlight = 0;
    std::map<std::string, providers::EndpointHealth> endpoints; ///< by tier id
    std::map<std::string, AccessGuard::Spent> spent; ///< by key id
};

/// An OpenAI-compatible server that routes. Owned by whoever composes the program; its io thread and worker
/// threads are its own. Everything in `services` must outlive it.
class Gateway {
public:
    Gateway(GatewayOptions options, const GatewayServices& services);
    ~Gateway(); ///< stops without draining
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    /// What is served from now on; requests under way finish on what they began with. Looks keys up, which
    /// may block. Any thread.
    [[nodiscard]] Result<void> publish(const Portfolio& portfolio);

    /// Until then everything of the task (empty: of all tasks) goes to the last tier, from the next request
    /// on. A time that has passed lifts the bypass. Any thread.
    void setBypass(const std::string& taskId, TimePoint until);

    /// How streamed answers of tasks are sent from the next request on, by task id, as the operator chose: wins over
    /// GatewayOptions::tasks. Tasks that are not named are served as those options say. Any thread; waits for the io
    /// thread's next turn.
    void setStreaming(const std::map<std::string, StreamingMode>& chosen);

    /// Binds and begins to answer. Refuses an address beyond the loopback while no client keys are published.
    [[nodiscard]] Result<void> start();
    /// The port in use once started.
    [[nodiscard]] std::uint16_t port() const;

    /// Any thread; waits for the io thread's next turn.
    [[nodiscard]] GatewayStatus status();

    /// Accepts nothing more, lets requests under way finish for at most `patience`, then stops.
    void drain(std::chrono::milliseconds patience);
    void stop() { drain(std::chrono::milliseconds(0)); }

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace core::gateway
