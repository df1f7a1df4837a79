#pragma once

#include "core/base/clock.h"
#include "core/domain/client_key.h"
#include "core/domain/endpoint.h"
#include "core/domain/tier.h"
#include "core/engine/query_engine.h"
#include "core/ports/client_key_store.h"
#include "core/ports/decision_store.h"
#include "core/ports/history.h"
#include "core/ports/secret_store.h"
#include "core/ports/task_classifier.h"

#include <vector>

namespace core::gateway {

/// What the gateway works with. Everything outlives it.
struct GatewayServices {
    const Clock& clock;
    engine::QueryEngine& engine;
    ports::DecisionStore& decisions;
    const ports::SecretStore& secrets;
    const ports::ClientKeyStore* keys = nullptr; ///< null: keys have spent nothing before this start
    const ports::TaskClassifier* classifier = nullptr; ///< null: `routenlp/auto` is refused
    const ports::RequestHistory* history = nullptr; ///< null: feedback reaches recent decisions only
};

/// The operator's part of what is served; the policy's part is the engine's ServingState.
struct Portfolio {
    std::vector<domain::Tier> tiers; ///< with prices; every endpoint's tier is among them
    std::vector<domain::Endpoint> endpoints; ///< by tier id
    std::vector<domain::ClientKey> keys; ///< none: a loopback gateway asks for no key
};

} // namespace core::gateway
