#pragma once

#include "core/conformal/sample_size_planner.h"
#include "core/engine/tier_certification.h"
#include "core/ports/threshold_calibrator.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// The judged answers of one tier, of the examples that its plan asks it for.
[[nodiscard]] std::vector<ports::JudgedAnswer> judgedAnswersOf(
    std::span<const ScoredExample> examples, const std::string& tierId);

/// What the tuning answers say of the tier at the threshold that would be tested first. Of the calibration answers only
/// the number is looked at, so that asking spends no confidence.
[[nodiscard]] conformal::CertificationForecast forecastFrom(
    std::span<const ports::JudgedAnswer> tuning, std::size_t calibrationSize, const ports::RiskTarget& target);

} // namespace core::engine
