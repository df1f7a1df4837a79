#pragma once

#include "core/domain/tier.h"
#include "core/ports/model_client.h"
#include "core/providers/endpoint_session.h"

#include <memory>
#include <string>

namespace core::providers {

/// A tier behind an OpenAI-compatible server for callers that wait: shadow traffic, judging, collecting. Shares
/// nothing with the gateway's connections, so that it never delays them.
class EndpointModelClient final : public ports::ModelClient {
public:
    [[nodiscard]] static Result<std::shared_ptr<EndpointModelClient>> make(
        const domain::Tier& tier, const domain::Endpoint& endpoint, const std::string& key);

    /// Sends the request's chat body with the tier's model, without streaming; without a body its text as one user
    /// message.
    [[nodiscard]] Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override;
    /// Ends the calls under way, and every later one, with Cancelled.
    void giveUp() { m_session->giveUp(); }

private:
    EndpointModelClient(std::string model, bool asksLogprobs, std::unique_ptr<EndpointSession> session);

    const std::string m_model;
    const bool m_asksLogprobs;
    std::unique_ptr<EndpointSession> m_session;
};

} // namespace core::providers
