#pragma once

#include "core/gateway/api_exchange.h"
#include "core/gateway/api_request.h"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace core::gateway {

/// Answers a request for `routenlp/<task>`: router, plan, cascade, record. `taskId` empty: the task is found
/// first.
boost::asio::awaitable<void> routedChat(ApiExchange& exchange, const ApiRequest& request, std::string taskId);

} // namespace core::gateway
