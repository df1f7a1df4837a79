#pragma once

#include "core/domain/money.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

enum class TierProvider {
    Student,   ///< local libtorch models, one a task
    Endpoint,  ///< an OpenAI-compatible server
    Recording, ///< answers, tokens, latencies and qualities from a recording or from reference answers
};

/// A model in the portfolio. Tiers are ordered by `rank`: 0 is the cheapest, the highest rank always answers.
struct Tier {
    std::string id;   ///< e.g. "student"; also the name under which a recording lists its answers
    std::string name; ///< for people
    TierProvider provider = TierProvider::Recording;
    int rank = 0;
    std::string model;          ///< the provider's own model name
    std::string priceVersionId; ///< the price table row in force; empty when the price is unknown
    TokenPrices prices;         ///< of that version
    bool isOracle = false;      ///< answers with the data set's reference: an upper bound for tests
    bool isSimulated = false;   ///< answers, tokens and latencies come from the workload generator
    double typicalLatencyMs = 0; ///< expectation used by the planner until measured
};

/// One version of one model's prices; versions are never edited.
struct PriceVersion {
    std::string id;
    std::string model;
    TokenPrices prices;
    std::string source;          ///< where the figures come from, e.g. "LiteLLM price map 2026-11-01"
    std::int64_t validFromUs = 0; ///< microseconds since the epoch
};

[[nodiscard]] std::string_view toString(TierProvider provider);
[[nodiscard]] std::optional<TierProvider> tierProviderFrom(std::string_view name);

} // namespace core::domain
