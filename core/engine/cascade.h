#pragma once

#include "core/domain/query_record.h"
#include "core/engine/serving_state.h"
#include "core/ports/model_client.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace core::engine {

/// Scores an answer against a reference, in [0, 1]; nothing when no reference is known.
using AnswerJudge = std::function<std::optional<double>(const std::string& answer)>;

struct CascadeInput {
    const ServingState& state;
    const ServingTask& task;
    const domain::RoutePrediction& prediction;
    const std::vector<std::string>& plan; ///< tier ids; the last one always accepts
    const ports::ModelRequest& request;
    const AnswerJudge& judge;
};

struct CascadeOutcome {
    std::vector<domain::Attempt> attempts; ///< at least one; none Accepted when every tier failed
    double modelWallMs = 0; ///< time that passed here inside the models; recorded answers take none of theirs
};

/// Tries the planned tiers in order: an answer is accepted when its score reaches the threshold of (task, tier),
/// otherwise the next tier is asked. A tier that fails counts as escalated. The last planned tier needs no score.
[[nodiscard]] CascadeOutcome runCascade(const CascadeInput& input);

} // namespace core::engine
