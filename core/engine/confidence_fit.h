#pragma once

#include "core/conformal/confidence_learning.h"
#include "core/domain/tier.h"
#include "core/engine/tier_certification.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// A confidence that was learned for a tier, with what it changes by answers that it did not see.
struct TierConfidence {
    std::string tierId;
    conformal::AnswerConfidence model;
    std::int64_t judged = 0; ///< tuning answers
    std::int64_t failures = 0; ///< among them
    double rankingBefore = 0.5; ///< area under the ROC of what is compared without it
    double ranking = 0.5; ///< out of fold
    double calibrationErrorBefore = 0;
    double calibrationError = 0; ///< out of fold
};

struct LearnedConfidences {
    std::vector<TierConfidence> better; ///< tell right from wrong, by answers that they did not see, no worse than before
    std::vector<std::string> untold; ///< tiers of which too little is judged to tell
};

/// Of each tier below the last that is no student. `tuning` carry signals. Never given calibration answers: their
/// failures may not decide how they are scored.
[[nodiscard]] LearnedConfidences learnConfidences(std::span<const domain::Tier> tiersByRank,
    std::span<const ScoredExample> tuning, const conformal::ConfidenceLearningOptions& options = {});

/// Scores the tier's answers by what was learned. Examples whose stored signals lack some of it are left out, as they
/// are of the evidence for a certificate.
void rescore(std::vector<ScoredExample>& examples, const TierConfidence& learned);

/// What is learned, as a metrics object for the record of its artefact: JSON. `weights` are the coefficients by feature,
/// for one standard deviation of it.
[[nodiscard]] std::string metricsOf(const TierConfidence& learned);

} // namespace core::engine
