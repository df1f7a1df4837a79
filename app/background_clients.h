#pragma once

#include "core/domain/endpoint.h"
#include "core/domain/tier.h"
#include "core/domain/tuned_model.h"
#include "core/engine/shadow_runner.h"
#include "core/ports/secret_store.h"
#include "core/providers/endpoint_model_client.h"

#include <map>
#include <memory>
#include <span>
#include <string>

namespace app {

/// Clients of model servers for callers that may wait (shadow traffic, judges, teachers, studies), by tier id, on
/// connections of their own. Left out, with a warning: a tier whose price is unknown, because what it spends could not be
/// booked, and one whose key is not stored. Calls under way are given up when this goes.
class BackgroundClients {
public:
    BackgroundClients() = default;
    BackgroundClients(std::span<const core::domain::Tier> tiers, std::span<const core::domain::Endpoint> endpoints,
        const core::ports::SecretStore& secrets);
    ~BackgroundClients();
    BackgroundClients(const BackgroundClients&) = delete;
    BackgroundClients& operator=(const BackgroundClients&) = delete;

    [[nodiscard]] core::engine::ShadowRunner::Clients all() const { return {m_clients.begin(), m_clients.end()}; }

private:
    std::map<std::string, std::shared_ptr<core::providers::EndpointModelClient>> m_clients;
};

/// Of a tuned model at its server, for one of the tiers. NotFound where the tier has no model server, or the key is not stored.
[[nodiscard]] core::Result<std::shared_ptr<core::providers::EndpointModelClient>> tunedModelClient(
    std::span<const core::domain::Tier> tiers, std::span<const core::domain::Endpoint> endpoints,
    const core::ports::SecretStore& secrets, const core::domain::TunedModel& tuned);

} // namespace app
