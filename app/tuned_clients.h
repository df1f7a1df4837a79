#pragma once

#include "core/base/result.h"
#include "core/domain/tuned_model.h"
#include "core/ports/model_client.h"
#include "core/providers/endpoint_model_client.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace app {

/// Who asks tuned models while they are compared with the tiers whose place they may take. Only a gateway knows model servers
/// and their keys: without one nothing can be asked. Thread-safe.
class TunedClients {
public:
    using Make = std::function<core::Result<std::shared_ptr<core::providers::EndpointModelClient>>(
        const core::domain::TunedModel&)>;

    ~TunedClients() { set({}); }
    /// From now on; null: nobody. Calls of earlier clients are given up.
    void set(Make make);
    /// The same client for the same model. Unavailable without a gateway, otherwise as `make` fails.
    [[nodiscard]] core::Result<std::shared_ptr<const core::ports::ModelClient>> client(
        const core::domain::TunedModel& tuned) const;

private:
    mutable std::mutex m_mutex;
    Make m_make;
    mutable std::map<std::string, std::shared_ptr<core::providers::EndpointModelClient>> m_clients;
};

/// Looks for the model's client with every request, so that it works on after the gateway was started anew. `clients` must
/// outlive it.
[[nodiscard]] std::shared_ptr<const core::ports::ModelClient> lateClient(
    const TunedClients& clients, core::domain::TunedModel tuned);

} // namespace app
