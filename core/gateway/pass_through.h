#pragma once

#include "core/gateway/api_exchange.h"
#include "core/gateway/api_request.h"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace core::gateway {

/// Answers a request that names a portfolio model: the body goes to that model's server as it came, and the
/// answer comes back as it is, with the cost in its usage object. Recorded, never routed.
boost::asio::awaitable<void> passThrough(
    ApiExchange& exchange, const ApiRequest& request, const LiveEndpoint& target, const std::string& path);

} // namespace core::gateway
