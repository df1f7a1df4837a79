#pragma once

#include "core/base/result.h"
#include "core/ports/router.h"
#include "core/routing/gain_model.h"

#include <functional>
#include <string>
#include <vector>

namespace app::commands {

using Qualities = std::vector<std::vector<double>>; ///< (texts, models): what a method expects

/// One way to score texts for every model, trained on recorded qualities.
struct RoutingMethod {
    std::string name;
    std::function<core::Result<Qualities>(
        const core::ports::RouterTrainingSet&, const std::vector<core::ports::RouterExample>&)>
        score;
};

/// What a routing bench compares with, trained on the same texts as the router.
[[nodiscard]] std::vector<RoutingMethod> routingBaselines(bool isTwoModel);

/// What the shipped router gives in one training: the stack and each component alone.
struct RouterScores {
    Qualities stack;
    Qualities heads;
    Qualities neighbours;
    Qualities meetsTarget; ///< calibrated probabilities
    std::vector<bool> isNovel;
};
[[nodiscard]] core::Result<RouterScores> routerScores(const core::ports::RouterTrainingSet& set,
    const std::vector<core::ports::RouterExample>& test, const core::routing::GainOptions& options);

} // namespace app::commands
