#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace app::benches {

struct RecordedCascadeOptions {
    std::string file; ///< a recording with qualities of at least two models
    std::string pricesFile; ///< LiteLLM price map; empty: the known models' list prices
    std::vector<std::string> models; ///< empty: chosen on training folds
    std::vector<std::string> withoutTasks; ///< left out of everything
    std::vector<double> alphas{0.05, 0.10, 0.20, 0.30};
    double delta = 0.10;
    double floor = 0.5; ///< quality from which an answer meets its target
    std::size_t folds = 5;
    std::int64_t splits = 200; ///< of the violations, over all folds
    std::uint64_t seed = 1;
};

/// Cross-validated: in each fold the shipped router learns from part of the other folds, thresholds are tuned and
/// certified on further parts, and the fold's queries are routed. A recording has no confidence of its own, so the
/// router's probability is the score, as in the engine. Two certificates: an accepted answer misses the floor, scored by
/// the router and by a confidence that is learned on the tuning part, and an accepted answer misses it where the last
/// tier would not have. Beside them what is not certified: every model alone, and the router's best trade-off that kept
/// a share of the last tier's quality on tuning data.
[[nodiscard]] core::Result<nlohmann::ordered_json> measureRecording(
    const RecordedCascadeOptions& options, const std::function<void(const std::string&)>& progress);

} // namespace app::benches
