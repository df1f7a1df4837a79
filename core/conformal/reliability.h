#pragma once

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/score_calibration.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::conformal {

/// One bar of a reliability diagram.
struct ReliabilityBin {
    double low = 0; ///< confidences in [low, high), the last bin closed
    double high = 1;
    std::int64_t count = 0;
    double meanConfidence = 0;
    double accuracy = 0;
    Interval accuracyInterval; ///< Wilson, 95%
};

struct ReliabilityDiagram {
    std::vector<ReliabilityBin> bins; ///< of equal width over [0, 1]; empty bins have count 0
    double expectedCalibrationError = 0; ///< sum of count / n |accuracy - mean confidence|; 0 without data
    std::int64_t count = 0;
};

/// Confidences outside [0, 1] are counted in the nearest bin, NaN left out.
[[nodiscard]] ReliabilityDiagram reliabilityDiagram(
    std::span<const ScoredOutcome> outcomes, int binCount = 10);

} // namespace core::conformal
