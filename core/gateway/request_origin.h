#pragma once

#include "core/gateway/api_error.h"
#include "core/gateway/client_connection.h"
#include "core/gateway/gateway_options.h"

#include <optional>

namespace core::gateway {

/// Refuses requests that a foreign web page or a rebound name sends: a Host that is not ours, an Origin that
/// is not allow-listed.
[[nodiscard]] std::optional<ApiError> checkOrigin(const HttpRequest& request, const GatewayOptions& options);

/// True for 127.0.0.0/8, ::1 and "localhost".
[[nodiscard]] bool isLoopback(std::string_view host);

} // namespace core::gateway
