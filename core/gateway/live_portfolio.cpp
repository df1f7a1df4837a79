#include "core/gateway/live_portfolio.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core::gateway {

namespace {

constexpr std::size_t kLongestClientName = 200; ///< bytes of a name that a client makes up: every one is kept for good

bool matches(std::string_view pattern, std::string_view model)
{
    const bool isPrefix = pattern.ends_with('*');
    return isPrefix ? model.size() <= kLongestClientName && model.starts_with(pattern.substr(0, pattern.size() - 1))
                    : pattern == model;
}

Result<std::string> keyOf(const domain::Endpoint& endpoint, const ports::SecretStore& secrets)
{
    if (endpoint.secretName.empty()) {
        return std::string();
    }
    Result<std::optional<std::string>> secret = secrets.secret(endpoint.secretName);
    if (!secret) {
        return fail(secret.error().within("key of tier '" + endpoint.tierId + "'"));
    }
    if (!*secret) {
        const std::optional<std::string> kept = ports::keyringName(endpoint.secretName);
        return fail(ErrorCode::NotFound,
            "tier '" + endpoint.tierId + "' needs the key '" + endpoint.secretName
                + "', which is not stored; set it in Portfolio or as the environment variable "
                + (kept ? ports::environmentVariableFor(*kept) : endpoint.secretName));
    }
    return std::move(**secret);
}

} // namespace

Result<std::shared_ptr<const LivePortfolio>> LivePortfolio::make(const Portfolio& portfolio,
    const ports::SecretStore& secrets, const std::shared_ptr<providers::UpstreamPool>& pool,
    const LivePortfolio* previous)
{
    auto live = std::make_shared<LivePortfolio>();
    for (const domain::Endpoint& endpoint : portfolio.endpoints) {
        const auto tier = std::find_if(portfolio.tiers.begin(), portfolio.tiers.end(),
            [&](const domain::Tier& candidate) { return candidate.id == endpoint.tierId; });
        if (tier == portfolio.tiers.end()) {
            return fail(
                ErrorCode::InvalidArgument, "no tier '" + endpoint.tierId + "' for " + endpoint.baseUrl);
        }
        Result<std::string> key = keyOf(endpoint, secrets);
        if (!key) {
            return fail(key.error());
        }
        const LiveEndpoint* known = previous != nullptr ? previous->byTier(endpoint.tierId) : nullptr;
        if (known != nullptr && known->key == *key && known->client->endpoint() == endpoint) {
            live->m_endpoints.push_back(LiveEndpoint{*tier, std::move(*key), known->client});
            continue;
        }
        Result<std::shared_ptr<providers::EndpointClient>> client
            = providers::EndpointClient::make(endpoint, *key, pool);
        if (!client) {
            return fail(client.error());
        }
        live->m_endpoints.push_back(LiveEndpoint{*tier, std::move(*key), std::move(*client)});
    }
    return std::shared_ptr<const LivePortfolio>(std::move(live));
}

const LiveEndpoint* LivePortfolio::byTier(std::string_view tierId) const
{
    const auto found = std::find_if(
        m_endpoints.begin(), m_endpoints.end(), [&](const LiveEndpoint& e) { return e.tier.id == tierId; });
    return found == m_endpoints.end() ? nullptr : &*found;
}

const LiveEndpoint* LivePortfolio::byModel(std::string_view model) const
{
    const auto own = std::find_if(
        m_endpoints.begin(), m_endpoints.end(), [&](const LiveEndpoint& e) { return e.tier.model == model; });
    if (own != m_endpoints.end()) {
        return &*own;
    }
    const auto other = std::find_if(m_endpoints.begin(), m_endpoints.end(), [&](const LiveEndpoint& e) {
        const std::vector<std::string>& names = e.client->endpoint().passThroughModels;
        return std::any_of(
            names.begin(), names.end(), [&](const std::string& name) { return matches(name, model); });
    });
    return other == m_endpoints.end() ? nullptr : &*other;
}

std::vector<std::string> LivePortfolio::modelNames() const
{
    std::vector<std::string> names;
    for (const LiveEndpoint& endpoint : m_endpoints) {
        names.push_back(endpoint.tier.model);
        for (const std::string& name : endpoint.client->endpoint().passThroughModels) {
            if (!name.ends_with('*') && std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

} // namespace core::gateway
