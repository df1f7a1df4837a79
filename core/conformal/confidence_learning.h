#pragma once

#include "core/conformal/answer_confidence.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::conformal {

struct ConfidenceLearningOptions {
    std::size_t fewest = 200; ///< judged answers; below, there is too little to learn from
    std::size_t fewestOfEach = 20; ///< answers that met the target, and that did not
    int folds = 5;
    ConfidenceOptions confidence;
};

struct LearnedConfidence {
    AnswerConfidence model; ///< fitted on all examples; its temperature on `outOfFold` before scaling
    std::vector<ScoredOutcome> outOfFold; ///< by example: confidence of a model that did not see it, scaled too
};

/// Example i belongs to fold i modulo the number of folds. InvalidArgument with what is missing when there are too few
/// examples, or too few of one verdict.
[[nodiscard]] Result<LearnedConfidence> learnConfidence(
    std::span<const ConfidenceExample> examples, const ConfidenceLearningOptions& options = {});

/// P(a right answer scores above a wrong one), a tie counting half; NaN confidences are left out; .5 without answers of
/// both verdicts.
[[nodiscard]] double areaUnderRoc(std::span<const ScoredOutcome> outcomes);

} // namespace core::conformal
