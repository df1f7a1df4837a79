#pragma once

#include "core/gateway/api_error.h"
#include "core/gateway/client_connection.h"
#include "core/gateway/gateway_context.h"
#include "core/providers/cancel_slot.h"
#include "core/providers/endpoint_client.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace core::gateway {

/// One request of one client while it is being answered. For one io thread.
struct ApiExchange {
    GatewayContext& context;
    ClientConnection& client;
    const HttpRequest& http;
    const std::string requestId;
    const std::chrono::steady_clock::time_point start;
    std::string keyId;
    providers::CancelSlot cancel;

    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] double elapsedMs() const;
    /// "x-request-id: ..." and nothing else.
    [[nodiscard]] std::string idLine() const { return "x-request-id: " + requestId + "\r\n"; }

    boost::asio::awaitable<void> refuse(const ApiError& error);
    boost::asio::awaitable<void> reply(std::string json, std::string headerLines = {});
};

/// What the client is told when a model server gave no answer.
[[nodiscard]] HttpReply replyFor(const providers::EndpointFailure& failure, const std::string& tierId);

/// One "x-routenlp-..." line.
[[nodiscard]] std::string routeLine(std::string_view name, std::string_view value);
[[nodiscard]] std::string routeLine(std::string_view name, double value);

} // namespace core::gateway
