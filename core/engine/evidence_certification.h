#pragma once

#include "core/conformal/judge_correction.h"
#include "core/engine/certification_evidence.h"

#include <span>
#include <vector>

namespace core::engine {

/// What certificates are made of: the tiers to certify, what they answered, and who judged it.
struct CertificationInput {
    std::span<const domain::Tier> tiersByRank; ///< the last one is not certified
    std::span<const ScoredExample> tuning;
    std::span<const ScoredExample> calibration;
    const CertificationEvidence& judged; ///< that the answers came from: its review corrects the judge
};

/// The choice that a look would test the judge's verdicts against if no review had found a miss: what reviewers said
/// decides nothing here, only how much they reviewed, so that it may decide when to look. The same choice where no
/// judge is under review. InvalidArgument when too little is reviewed for a look, with what is missing.
[[nodiscard]] Result<RiskChoice> choiceForPlanning(const RiskChoice& risk, const CertificationEvidence& judged);

/// certifyTiers on verdicts, with bounds and alpha as the operator's. Whoever certifies, or tells what certifying
/// would give, comes through here. Too few reviews are InvalidArgument, and nothing was looked at; reviews that found
/// too many misses give certificates without a threshold: that look spends its part of delta.
[[nodiscard]] Result<std::vector<domain::Certificate>> certifyOnEvidence(
    const CertificationInput& input, const RiskChoice& risk, const ports::ThresholdCalibrator& calibrator);

/// The evidence judged by another target; answers of which only the verdict is known keep it. Conflict where people
/// reviewed verdicts: they spoke of the target that those were made by.
[[nodiscard]] Result<CertificationEvidence> judgedBy(
    double answerFloor, double formerFloor, const CertificationEvidence& evidence);

} // namespace core::engine
