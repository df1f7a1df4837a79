#pragma once

#include "core/base/result.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <optional>
#include <span>

namespace core::conformal {

/// An answer with a graded verdict: loss 0 is perfect, 1 is useless.
struct GradedAnswer {
    double score = 0;
    double loss = 0; ///< in [0, 1]
};

enum class GradedBound {
    HoeffdingBentkus, ///< METHODS 1
    Betting, ///< tighter when losses vary little; needs the answers in an order independent of their losses
};

struct GradedSequenceOptions {
    int gridSize = 40;
    GradedBound bound = GradedBound::HoeffdingBentkus;
};

/// Threshold under which the mean loss of accepted answers is certified, or none.
struct GradedCertificate {
    std::optional<double> threshold; ///< accept when score >= threshold
    std::int64_t accepted = 0;
    double meanLoss = 0; ///< of the accepted calibration answers
    double lossUpperBound = 1; ///< level 1 - delta, by the same bound
};

/// Fixed sequence as in fixed_sequence.h with graded losses. Promise: P over calibration samples
/// { E[loss | accepted] > alpha } <= delta. InvalidArgument for a target outside (0, 1) or a loss outside [0,
/// 1] (NaN included); a NaN score is never accepted.
[[nodiscard]] Result<GradedCertificate> certifyGraded(std::span<const GradedAnswer> tuning,
    std::span<const GradedAnswer> calibration, const ports::RiskTarget& target,
    const GradedSequenceOptions& options = {});

} // namespace core::conformal
