#pragma once

#include "core/base/result.h"
#include "core/domain/endpoint.h"
#include "core/ports/encoder.h"

#include <cstddef>
#include <memory>
#include <string>

namespace core::providers {

struct EndpointEncoderOptions {
    std::string baseUrl; ///< of an OpenAI-compatible server, e.g. "http://127.0.0.1:8080/v1"
    std::string model;
    std::string key;           ///< bearer token; empty: none
    std::size_t dimension = 0; ///< 0: the server is asked
    std::size_t batchSize = 64; ///< texts a request
    domain::EndpointTimeouts timeouts{2'000, 10'000, 10'000, 15'000};
    int maxRetries = 1;
};

/// Vectors from POST /embeddings, brought to length 1; a text is sent up to its first 16 KiB. One request at a time.
/// The fingerprint names server, model and dimension: what the server does behind that name is its own affair.
[[nodiscard]] Result<std::unique_ptr<ports::Encoder>> makeEndpointEncoder(EndpointEncoderOptions options);

} // namespace core::providers
