#pragma once

#include "core/base/result.h"
#include "core/domain/label_distribution.h"
#include "core/domain/money.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

struct ModelRequest {
    std::string taskId;
    std::string text;
    std::string textHash; ///< of the normalised text; how a recording finds its answer
    std::string chatBody{}; ///< the client's own chat request as JSON, for a tier that serves the whole API; may be empty
    bool asksAlternatives{false}; ///< the likeliest other tokens are wanted, where the tier tells them
};

struct ModelAnswer {
    std::string text;
    std::string model;
    domain::TokenUsage usage;
    double latencyMs = 0;
    std::vector<double> logprobs; ///< of the answer's tokens; may be empty
    double confidence = 0;        ///< the model's own, in [0, 1]; NaN when it gives none
    std::string modelVersion;     ///< artefact id for a student
    bool isNovel = false;          ///< the model says that the text is unlike what it learnt from
    std::optional<double> quality; ///< in [0, 1]; known only where it was recorded with the answer
    std::vector<domain::TokenAlternatives> topLogprobs{}; ///< one a token of the answer, where they were asked for; may be empty
    /// Likeliest minus second likeliest token, in probability, and the entropy of the likeliest tokens in nats: means
    /// over the answer's tokens that came with alternatives; NaN where none did.
    double tokenMargin = std::numeric_limits<double>::quiet_NaN();
    double tokenEntropy = std::numeric_limits<double>::quiet_NaN();
};

/// A tier as the cascade sees it. Thread-safe.
class ModelClient {
public:
    virtual ~ModelClient() = default;
    [[nodiscard]] virtual Result<ModelAnswer> complete(const ModelRequest& request) const = 0;
};

} // namespace core::ports
