#pragma once

#include "core/conformal/answer_confidence.h"
#include "core/domain/query_record.h"
#include "core/ports/model_client.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Learned confidences by tier id; a tier without one is scored by what its model says, or by the router.
using Scorers = std::map<std::string, std::shared_ptr<const conformal::AnswerConfidence>>;

/// What an answer itself says of how sure it is.
struct AnswerFacts {
    double confidence; ///< the model's own, in [0, 1]; NaN: it gives none, and the router's word is compared
    double tokenProbability; ///< geometric mean over the answer's tokens; NaN where they are not told
    std::int64_t completionTokens = 0;
};
[[nodiscard]] AnswerFacts factsOf(const ports::ModelAnswer& answer);
/// exp of the mean; NaN without any.
[[nodiscard]] double tokenProbability(std::span<const double> logprobs);

/// What a tier's answer to one query can be scored by, in this order, NaN where unknown: what is compared without a
/// learned confidence, the token probability, completion tokens, the router's probability that this tier meets the
/// target, its mean over the other tiers. Completion tokens are a signal only beside a token probability: elsewhere
/// whether the tier may answer is decided before it is asked.
inline constexpr std::size_t kSignalCount = 5;
[[nodiscard]] std::vector<double> answerSignals(
    const AnswerFacts& facts, const domain::RoutePrediction& prediction, const std::string& tierId);

/// The signals as a learned confidence takes them: probabilities as log odds, counts as logarithms. Empty for signals
/// that another version kept.
[[nodiscard]] std::vector<double> confidenceFeatures(std::span<const double> values);

/// What a threshold of the tier is compared with: the learned confidence where there is one, else the first signal.
/// NaN when it is not known.
[[nodiscard]] double scoreOf(const Scorers& scorers, const std::string& tierId, std::span<const double> values);

} // namespace core::engine
