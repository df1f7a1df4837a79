#pragma once

#include "core/gateway/client_connection.h"
#include "core/providers/upstream_exchange.h"

#include <string>
#include <string_view>

namespace core::gateway {

/// Whether a model server may see this header of a client's request.
[[nodiscard]] bool isForwardedHeader(std::string_view name);

/// Header lines of the client's request that a model server may see.
[[nodiscard]] std::string forwardedHeaderLines(const HttpRequest& request);

/// Header lines of a model server's answer that the client may see.
[[nodiscard]] std::string relayedHeaderLines(const providers::UpstreamHeaders& headers);

} // namespace core::gateway
