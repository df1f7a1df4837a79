#pragma once

#include "core/domain/example.h"
#include "core/domain/money.h"
#include "core/domain/query_record.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace core::engine {

/// What is known of one upper tier's answer to one example.
struct TierObservation {
    double quality = 0; ///< in [0, 1]
    domain::TokenUsage usage;
    double latencyMs = 0;
    double tokenProbability = std::numeric_limits<double>::quiet_NaN(); ///< see AnswerFacts
    std::int64_t toldTokens = 0; ///< that it is the mean over
    double leastTokenProbability = std::numeric_limits<double>::quiet_NaN();
};

/// From the example's recorded responses, or from its reference for an oracle tier. Nothing when the tier has no
/// answer recorded, or one that can be judged neither by its recorded quality nor against a reference.
[[nodiscard]] std::optional<TierObservation> observeTier(
    const domain::Tier& tier, const domain::Task& task, const domain::Example& example);

/// Of a recorded answer, as the engine has them of a live one: it is scored by the router unless a confidence was learned.
[[nodiscard]] std::vector<double> signalsOf(
    const TierObservation& observed, const domain::RoutePrediction& prediction, const std::string& tierId);

} // namespace core::engine
