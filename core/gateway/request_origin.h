#pragma once

#include "core/gateway/api_error.h"
#include "core/gateway/client_connection.h"
#include "core/gateway/gateway_options.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// Refuses requests that a foreign web page or a rebound name sends: a Host that is not ours, an Origin that
/// is not allow-listed.
[[nodiscard]] std::optional<ApiError> checkOrigin(const HttpRequest& request, const GatewayOptions& options);

/// The allow-listed web page that asks, as its browser names it; empty for any other page and for programs.
[[nodiscard]] std::string allowedOrigin(const HttpRequest& request, const GatewayOptions& options);

/// The header lines that let a page of `origin` read an answer and its `headerLines`; none for an empty one.
[[nodiscard]] std::string crossOriginLines(std::string_view origin, std::string_view headerLines);

/// Whether a browser asks what a listed page may send.
[[nodiscard]] bool isPreflight(const HttpRequest& request, const GatewayOptions& options);
[[nodiscard]] HttpReply preflightReply(const HttpRequest& request);

/// True for 127.0.0.0/8, ::1 and "localhost".
[[nodiscard]] bool isLoopback(std::string_view host);

} // namespace core::gateway
