#pragma once

#include "core/base/result.h"
#include "core/gateway/gateway_services.h"
#include "core/providers/endpoint_client.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::gateway {

struct LiveEndpoint {
    domain::Tier tier;
    std::string key; ///< as looked up; never shown
    std::shared_ptr<providers::EndpointClient> client;

    /// A tier's prices are those of its own model: what further names of the endpoint cost is not known.
    [[nodiscard]] domain::TokenPrices pricesOf(std::string_view model) const
    {
        return model == tier.model ? tier.prices : domain::TokenPrices{};
    }
};

/// The portfolio with its connections. Immutable; endpoints that did not change keep their client.
class LivePortfolio {
public:
    /// Looks keys up, which may block.
    [[nodiscard]] static Result<std::shared_ptr<const LivePortfolio>> make(const Portfolio& portfolio,
        const ports::SecretStore& secrets, const std::shared_ptr<providers::UpstreamPool>& pool,
        const LivePortfolio* previous);

    [[nodiscard]] const std::vector<LiveEndpoint>& endpoints() const { return m_endpoints; }
    [[nodiscard]] const LiveEndpoint* byTier(std::string_view tierId) const;
    /// The endpoint that serves a model name that a client asks for directly.
    [[nodiscard]] const LiveEndpoint* byModel(std::string_view model) const;
    /// Names that clients may ask for directly, patterns left out.
    [[nodiscard]] std::vector<std::string> modelNames() const;

private:
    std::vector<LiveEndpoint> m_endpoints;
};

} // namespace core::gateway
