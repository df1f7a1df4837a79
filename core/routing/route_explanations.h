#pragma once

#include "core/domain/route_explanation.h"
#include "core/routing/gain_model.h"

#include <string>

namespace core::routing {

struct ExplanationOptions {
    std::size_t neighbours = 5;
    std::size_t words = 8;
    std::size_t neighbourBytes = 240; ///< of a neighbour's text
    std::size_t wordsTried = 64; ///< different words left out in turn; of a longer text the first ones
};

/// Components, nearest training texts and, by leaving out each word in turn (occlusion), the words that move the
/// prediction of the cheapest tier most.
[[nodiscard]] Result<domain::RouteExplanation> explainRoute(const GainModel& model, const std::string& taskId,
    const std::string& text, const ExplanationOptions& options = {});

} // namespace core::routing
