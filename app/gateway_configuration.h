#pragma once

#include "core/base/result.h"
#include "core/domain/client_key.h"
#include "core/domain/endpoint.h"
#include "core/domain/tier.h"
#include "core/gateway/gateway_options.h"

#include <filesystem>
#include <vector>

namespace app {

/// What `routenlp serve --gateway FILE` reads: where to listen, the model servers, who may ask.
struct GatewayConfiguration {
    core::gateway::GatewayOptions options;
    std::vector<core::domain::Tier> tiers; ///< of the endpoints, in the order of the file, the cheapest first
    std::vector<core::domain::Endpoint> endpoints; ///< one a tier
    std::vector<core::domain::ClientKey> keys;
};

/// Reads the JSON file that docs/gateway.md describes. InvalidArgument names the file, the entry and what it
/// wants; an unknown member is an error, so that a misspelt limit is never ignored.
[[nodiscard]] core::Result<GatewayConfiguration> readGatewayConfiguration(const std::filesystem::path& file);

} // namespace app
