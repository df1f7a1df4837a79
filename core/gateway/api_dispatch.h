#pragma once

#include "core/gateway/client_connection.h"
#include "core/gateway/gateway_context.h"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace core::gateway {

/// Answers the connection's requests, one after the other, until one side closes.
boost::asio::awaitable<void> serveConnection(
    GatewayContext& context, std::shared_ptr<ClientConnection> client);

} // namespace core::gateway
