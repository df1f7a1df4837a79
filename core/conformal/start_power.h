#pragma once

#include "core/conformal/fixed_sequence.h"

#include <span>
#include <vector>

namespace core::conformal {

/// METHODS 1: probability that each candidate's test passes on calibration, with the failure rate (k + .5)/(n
/// + 1) seen on tuning. `tuned` holds cumulative counts, strictest candidate first.
[[nodiscard]] std::vector<double> plugInPower(
    std::span<const AcceptedCount> tuned, double calibrationPerTuning, const ports::RiskTarget& target);

/// The same with less noise: failure rates shrunk towards a penalised logistic curve over the rank of the
/// score, and the power averaged over the uncertainty of the rate and of the accepted count. `tuningSize`
/// includes answers below the last candidate.
[[nodiscard]] std::vector<double> smoothedPower(std::span<const AcceptedCount> tuned, std::size_t tuningSize,
    double calibrationPerTuning, const ports::RiskTarget& target);

/// Failure rate at or above each candidate by the logistic curve alone.
[[nodiscard]] std::vector<double> smoothedRates(std::span<const AcceptedCount> tuned);

} // namespace core::conformal
