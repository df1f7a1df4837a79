#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// How long each part of a call may take, in milliseconds.
struct EndpointTimeouts {
    int connectMs = 5'000;
    int firstByteMs = 60'000; ///< from the request being sent to the first byte of the answer
    int idleMs = 60'000;      ///< between two pieces of an answer
    int totalMs = 600'000;    ///< including retries

    bool operator==(const EndpointTimeouts&) const = default;
};

/// Prices of tokens that a server counts apart, in picodollars. An absent one: such tokens cost what the others do.
struct DetailPrices {
    std::optional<std::int64_t> cacheReadPicoUsd{}; ///< of prompt tokens that were read from a cache
    std::optional<std::int64_t> reasoningPicoUsd{}; ///< of completion tokens that were thought and not answered

    bool operator==(const DetailPrices&) const = default;
};

/// Where a tier's model is served: any OpenAI-compatible server. Holds the name of its key, never the key.
struct Endpoint {
    std::string tierId;
    std::string baseUrl;      ///< e.g. "https://api.openai.com/v1"
    std::string secretName;   ///< as core/ports/secret_store.h names keys; empty: the server wants no key
    std::string organisation; ///< OpenAI-Organization header; may be empty
    std::string project;      ///< OpenAI-Project header; may be empty
    std::string caFile;       ///< PEM; empty: the system's trust store
    EndpointTimeouts timeouts;
    DetailPrices detailPrices;
    int maxRetries = 2;              ///< on 408, 429, 5xx and failed connections; 0: none
    int maxConcurrent = 512;         ///< further calls wait
    int breakerFailures = 5;         ///< this many outages in a row open the circuit; 0: never
    int breakerOpenMs = 10'000;      ///< until a probe is let through
    bool providesLogprobs = false;   ///< token log-probabilities may be asked for; confidence comes from them
    /// Model names that clients may ask for directly beside the tier's own; "ft:*" matches every such beginning.
    std::vector<std::string> passThroughModels;

    bool operator==(const Endpoint&) const = default;
};

} // namespace core::domain
