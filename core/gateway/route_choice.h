#pragma once

#include "core/engine/query_session.h"
#include "core/gateway/api_request.h"
#include "core/gateway/gateway_options.h"
#include "core/gateway/live_portfolio.h"

#include <optional>
#include <string>

namespace core::gateway {

/// What beside the engine's plan decides which tiers may answer a request.
struct RouteCircumstances {
    bool isBypassed = false; ///< everything to the last tier
    bool isFirstTurn = true;
    bool hasText = true; ///< false: there is nothing to route by
    std::optional<std::string> stickyTier; ///< of the conversation
    bool staysOnTier = true; ///< else every turn is routed by itself
    bool isUncascadedStream = false; ///< the router's choice streams at once
    bool needsEndpoint = false; ///< the request holds what only a server of the whole API understands
    std::optional<double> latencyLimitMs;

    [[nodiscard]] bool isLaterTurn() const { return staysOnTier && (stickyTier || !isFirstTurn); }
};

/// Fits the session's plan to the circumstances: tiers that cannot answer the request, whose price is unknown
/// or that would take too long are left out; where none is left the highest-ranked tier that can answer does.
/// Sets the session's scope where no certificate covers the way taken. An empty plan means that no tier can answer.
void chooseRoute(
    engine::QuerySession& session, const LivePortfolio& portfolio, const RouteCircumstances& circumstances);

} // namespace core::gateway
