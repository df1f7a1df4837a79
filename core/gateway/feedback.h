#pragma once

#include "core/gateway/api_exchange.h"

#include <boost/asio/awaitable.hpp>

namespace core::gateway {

/// `POST /v1/feedback`: {"decision": id} with one of "accepted" (bool), "score" (0 to 1) or "label", and
/// optionally "corrected_answer" and "note". Stored as a client's judgement, whose sampling probability is
/// unknown: it may train, never calibrate. Clients judge their own key's decisions only.
boost::asio::awaitable<void> postFeedback(ApiExchange& exchange);

} // namespace core::gateway
