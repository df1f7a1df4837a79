#pragma once

#include "core/domain/challenger_trial.h"
#include "core/domain/query_record.h"
#include "core/engine/serving_state.h"

#include <functional>

namespace core::engine::loop {

/// A query that the champion has answered. The references must outlive the comparison.
struct ComparedQuery {
    const ServingState& state;
    const ServingTask& task; ///< with a challenger
    const domain::QueryRecord& record;
    const ports::ModelRequest& request;
    const domain::Reference* reference; ///< null: the last tier's answer is the judge
};

/// Asks a tier of the serving state.
using AskTier = std::function<Result<ports::ModelAnswer>(const domain::Tier&)>;

/// What the challenger would have answered, under its own router, plan and thresholds, beside what was sent.
/// Answers that the traffic holds are not asked for again. Fails where nothing can judge, or a price is unknown:
/// a pair without outcome or cost would bias the sums. A tuned model is compared with the model of the tier whose place it may
/// take, by their own answers.
[[nodiscard]] Result<domain::TrialAnswer> compareWithChallenger(const ComparedQuery& query, const AskTier& ask);

} // namespace core::engine::loop
