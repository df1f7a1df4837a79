#pragma once

#include "core/gateway/access_guard.h"
#include "core/gateway/gateway_metrics.h"
#include "core/gateway/gateway_options.h"
#include "core/gateway/gateway_services.h"
#include "core/gateway/live_portfolio.h"
#include "core/providers/upstream_pool.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <memory>

namespace core::gateway {

/// What all requests share. Used on the io thread only, but for `services` and `workers`.
struct GatewayContext {
    GatewayContext(GatewayOptions gatewayOptions, const GatewayServices& gatewayServices)
        : options(std::move(gatewayOptions))
        , services(gatewayServices)
        , workers(static_cast<std::size_t>(options.workerThreads))
        , access(services.clock)
    {
    }

    const GatewayOptions options;
    const GatewayServices services;
    boost::asio::thread_pool workers;
    std::shared_ptr<providers::UpstreamPool> pool = std::make_shared<providers::UpstreamPool>();
    std::shared_ptr<const LivePortfolio> portfolio;
    AccessGuard access;
    GatewayMetrics metrics;
    std::size_t requestsInFlight = 0;
    bool isDraining = false;
};

} // namespace core::gateway
