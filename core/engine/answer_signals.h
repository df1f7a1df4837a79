#pragma once

#include "core/conformal/answer_confidence.h"
#include "core/domain/query_record.h"
#include "core/domain/score_signals.h"
#include "core/ports/model_client.h"

#include <cstddef>
#include <cstdint>
#include <limits>
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
    double leastTokenProbability = std::numeric_limits<double>::quiet_NaN(); ///< exp of the least log-probability
    double tokenMargin = std::numeric_limits<double>::quiet_NaN(); ///< see ports::ModelAnswer
    double tokenEntropy = std::numeric_limits<double>::quiet_NaN();
};
[[nodiscard]] AnswerFacts factsOf(const ports::ModelAnswer& answer);
/// exp of the mean; NaN without any.
[[nodiscard]] double tokenProbability(std::span<const double> logprobs);
/// exp of the least; NaN without any.
[[nodiscard]] double leastTokenProbability(std::span<const double> logprobs);

/// What a tier's answer to one query can be scored by, in the order of domain::ScoreSignal, NaN where unknown. What is
/// said of tokens is a signal only beside a token probability: elsewhere whether the tier may answer is decided before
/// it is asked.
inline constexpr std::size_t kSignalCount = domain::kScoreSignals;
inline constexpr std::size_t kFirstSignalCount = 5; ///< that earlier versions stored: the first of today's
[[nodiscard]] std::vector<double> answerSignals(
    const AnswerFacts& facts, const domain::RoutePrediction& prediction, const std::string& tierId);

/// The signals as a learned confidence takes them, all but the first: probabilities and margins as log odds, counts as
/// logarithms, the entropy as it is. One that takes fewer features takes the first of them, so that what was learned
/// before there were more signals scores as it did. kFirstFeatureCount of signals that an earlier version stored; none
/// of what no version stored.
[[nodiscard]] std::vector<double> confidenceFeatures(std::span<const double> values);
inline constexpr std::size_t kFeatureCount = kSignalCount - 1;
inline constexpr std::size_t kFirstFeatureCount = kFirstSignalCount - 1;

/// By the first of the features, as many as it takes; NaN where there are fewer.
[[nodiscard]] double confidenceOf(const conformal::AnswerConfidence& learned, std::span<const double> features);

/// Whether `values` hold all that the tier's answers are scored by.
[[nodiscard]] bool canScore(const Scorers& scorers, const std::string& tierId, std::span<const double> values);

/// What a threshold of the tier is compared with: the learned confidence where there is one, else the first signal.
/// NaN when it is not known, or not all that it is made of was stored.
[[nodiscard]] double scoreOf(const Scorers& scorers, const std::string& tierId, std::span<const double> values);

} // namespace core::engine
