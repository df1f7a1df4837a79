#pragma once

#include "core/gateway/access_guard.h"
#include "core/gateway/gateway_metrics.h"
#include "core/gateway/gateway_options.h"
#include "core/gateway/gateway_services.h"
#include "core/gateway/live_portfolio.h"
#include "core/gateway/recent_decisions.h"
#include "core/gateway/sticky_sessions.h"
#include "core/gateway/worker_pool.h"
#include "core/providers/upstream_pool.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace core::gateway {

/// What all requests share. Used on the io thread only, but for `options`, `services`, `workers`,
/// `sticky` and `conversationTasks`.
struct GatewayContext {
    GatewayContext(GatewayOptions gatewayOptions, const GatewayServices& gatewayServices)
        : options(std::move(gatewayOptions))
        , services(gatewayServices)
        , workers(static_cast<std::size_t>(options.workerThreads), requestsInFlight)
        , access(services.clock)
        , sticky(options.sessionTime, kStickySessions)
        , conversationTasks(options.sessionTime, kStickySessions)
    {
    }

    static constexpr std::size_t kStickySessions = 100'000;
    static constexpr std::size_t kRecentDecisions = 10'000;

    [[nodiscard]] bool isBypassed(const std::string& taskId) const
    {
        return services.engine.bypasses().isActive(taskId, services.clock.now());
    }

    /// As the operator chose; until then as the options say.
    [[nodiscard]] StreamingMode streamingOf(const std::string& taskId) const
    {
        if (const auto chosen = streaming.find(taskId); chosen != streaming.end()) {
            return chosen->second;
        }
        const auto configured = options.tasks.find(taskId);
        return configured == options.tasks.end() ? StreamingMode::Hold : configured->second.streaming;
    }

    const GatewayOptions options;
    const GatewayServices services;
    WorkerPool workers;
    std::shared_ptr<providers::UpstreamPool> pool = std::make_shared<providers::UpstreamPool>();
    std::shared_ptr<const LivePortfolio> portfolio;
    std::map<std::string, StreamingMode> streaming; ///< by task id; the operator's choices
    AccessGuard access;
    GatewayMetrics metrics;
    StickySessions sticky;
    StickySessions conversationTasks; ///< of routenlp/auto
    RecentDecisions recent{kRecentDecisions};
    std::size_t requestsInFlight = 0;
    bool isDraining = false;
};

} // namespace core::gateway
