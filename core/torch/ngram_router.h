#pragma once

#include "core/ports/router.h"
#include "core/torch/artefact_file.h"
#include "core/torch/confidence.h"

#include <memory>
#include <string>
#include <vector>

namespace core::torch {

/// Turns a tier's score d into probabilities.
struct TierCalibration {
    LogisticModel meetsTarget; ///< P(quality >= floor)
    LogisticModel quality; ///< E(quality)
};

/// Everything a router knows.
struct RouterModel {
    std::vector<std::string> tierIds;
    std::vector<std::string> taskIds;
    BagEnsemble ensemble; ///< side input: one-hot task, zeros for a task never seen
    std::vector<TierCalibration>
        calibrations; ///< (1 + tasks, tiers); row 0 over all tasks, for tasks never seen
    FeatureMemory memory;
    double novelShare = 1; ///< a text with a larger share of unseen n-grams is novel

    /// Scores d, one a tier.
    [[nodiscard]] std::vector<float> scores(const std::string& taskId, const FeatureBag& bag) const;
    [[nodiscard]] const TierCalibration& calibration(const std::string& taskId, std::size_t tier) const;
    /// Row of `calibrations` and, minus one, number of the task; 0 for a task never seen.
    [[nodiscard]] std::size_t rowOf(const std::string& taskId) const;
};

[[nodiscard]] ArtefactContents contentsOf(const RouterModel& model);
[[nodiscard]] Result<std::unique_ptr<ports::Router>> makeNgramRouter(
    RouterModel model, std::string fingerprint);
[[nodiscard]] Result<std::unique_ptr<ports::Router>> ngramRouterFrom(const LoadedArtefact& artefact);

} // namespace core::torch
