#pragma once

#include "core/base/result.h"
#include "core/domain/client_key.h"
#include "core/domain/endpoint.h"
#include "core/domain/tier.h"
#include "core/gateway/gateway_options.h"
#include "core/ports/commands/gateway_commands.h"

#include <cstdint>
#include <filesystem>
#include <string>
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

/// Changes one part of the file and leaves the rest as it is; makes the file (mode 0600) where there is none.
[[nodiscard]] core::Result<void> writeListenAddress(
    const std::filesystem::path& file, const std::string& address, std::uint16_t port);
[[nodiscard]] core::Result<void> writeEndpoint(
    const std::filesystem::path& file, const core::ports::SaveEndpoint& endpoint);
/// NotFound when the tier has none.
[[nodiscard]] core::Result<void> removeEndpoint(const std::filesystem::path& file, const std::string& tierId);

} // namespace app
