#pragma once

#include "core/gateway/gateway_context.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// `GET /v1/models`: portfolio models, `routenlp/<task>` and, with a classifier, `routenlp/auto`.
[[nodiscard]] std::string modelList(const GatewayContext& context, const std::string& keyId);

/// One entry of it.
[[nodiscard]] std::optional<std::string> modelEntry(
    const GatewayContext& context, const std::string& keyId, std::string_view model);

} // namespace core::gateway
