#pragma once

#include "core/conformal/fixed_sequence.h"
#include "core/ports/threshold_calibrator.h"

#include <memory>
#include <span>

namespace core::conformal {

/// Learn-then-Test with exact binomial p-values, fixed sequence and a start tuned on disjoint data (METHODS
/// 1). Promise: P over calibration samples { P(failure | score >= threshold) > alpha } <= delta.
///
/// Defined behaviour: empty tuning or calibration data give NONE with its reason; equal scores stand or fall
/// together (a threshold is a score, acceptance is >=); a NaN score is never accepted and still counts in the
/// calibration size; alpha or delta outside (0, 1) is InvalidArgument. The caller fills in what only it
/// knows: task, tier, label source, versions and time.
[[nodiscard]] std::unique_ptr<ports::ThresholdCalibrator> makeFixedSequenceCalibrator(
    const FixedSequenceOptions& options = {});

/// The certificate for a sequence that was run on `calibration`.
[[nodiscard]] domain::Certificate certificateFrom(const SequenceOutcome& outcome,
    std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target);

/// Why nothing could be certified: too few judged answers (how many more, with how many failures), or a failure
/// rate that is too high.
[[nodiscard]] domain::NoneCause causeOfNone(const SequenceOutcome& outcome,
    std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target);

} // namespace core::conformal
