#include "app/background_clients.h"

#include "core/engine/loop/model_comparison.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace app {

namespace {

using core::Result;
namespace domain = core::domain;

Result<std::shared_ptr<core::providers::EndpointModelClient>> clientOf(
    const domain::Tier& tier, const domain::Endpoint& endpoint, const core::ports::SecretStore& secrets)
{
    if (!tier.prices.inputPicoUsd || !tier.prices.outputPicoUsd) {
        return core::fail(core::ErrorCode::Unavailable, "its price is unknown");
    }
    std::string key;
    if (!endpoint.secretName.empty()) {
        const Result<std::optional<std::string>> secret = secrets.secret(endpoint.secretName);
        if (!secret || !*secret) {
            return core::fail(secret
                    ? core::Error{core::ErrorCode::NotFound, "the key '" + endpoint.secretName + "' is not stored"}
                    : secret.error());
        }
        key = **secret;
    }
    return core::providers::EndpointModelClient::make(tier, endpoint, key);
}

} // namespace

BackgroundClients::BackgroundClients(std::span<const domain::Tier> tiers, std::span<const domain::Endpoint> endpoints,
    const core::ports::SecretStore& secrets)
{
    for (const domain::Endpoint& endpoint : endpoints) {
        const auto tier = std::ranges::find(tiers, endpoint.tierId, &domain::Tier::id);
        if (tier == tiers.end()) {
            continue;
        }
        auto client = clientOf(*tier, endpoint, secrets);
        if (client) {
            m_clients[tier->id] = std::move(*client);
        } else {
            spdlog::warn("tier '{}' is not asked beside the traffic: {}", tier->id, client.error().message);
        }
    }
}

Result<std::shared_ptr<core::providers::EndpointModelClient>> tunedModelClient(std::span<const domain::Tier> tiers,
    std::span<const domain::Endpoint> endpoints, const core::ports::SecretStore& secrets, const domain::TunedModel& tuned)
{
    const auto tier = std::ranges::find(tiers, tuned.tierId, &domain::Tier::id);
    const auto known = std::ranges::find(endpoints, tuned.tierId, &domain::Endpoint::tierId);
    if (tier == tiers.end() || known == endpoints.end()) {
        return core::fail(core::ErrorCode::NotFound, "tier '" + tuned.tierId + "' has no model server");
    }
    domain::Endpoint endpoint = *known;
    if (!tuned.baseUrl.empty()) { // the tier's key is for the tier's server alone
        endpoint.baseUrl = tuned.baseUrl;
        endpoint.secretName = tuned.secretName;
        endpoint.organisation.clear();
        endpoint.project.clear();
    }
    auto client = clientOf(core::engine::loop::inPlaceOf(*tier, tuned), endpoint, secrets);
    return client ? std::move(client) : core::fail(client.error().within("model '" + tuned.model + "'"));
}

BackgroundClients::~BackgroundClients()
{
    for (const auto& [tierId, client] : m_clients) {
        client->giveUp();
    }
}

} // namespace app
