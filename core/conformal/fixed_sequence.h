#pragma once

#include "core/base/result.h"
#include "core/ports/threshold_calibrator.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core::conformal {

/// How the first threshold to test is chosen on tuning data.
enum class StartRule {
    SmoothedPower, ///< the candidate most likely to pass, by failure rates smoothed over the score's rank
    MostPower, ///< METHODS 1: the same by the rates as counted
    ExpectedShare, ///< the candidate whose sequence is expected to accept most
    Strictest, ///< the highest candidate; for comparison only
};

struct FixedSequenceOptions {
    int gridSize = 40; ///< candidates: score quantiles of the tuning data, 1/m, 2/m, ..., 1 accepted
    StartRule start = StartRule::SmoothedPower;
};

/// Candidates and their order. Depends on tuning data only, which is what makes the sequence valid.
struct SequencePlan {
    std::vector<double> thresholds; ///< strictly descending, finite
    std::vector<double> power; ///< estimated probability that the candidate's own test passes
    double expectedAccepted = 0; ///< tuning answers that the sequence is expected to accept
    std::size_t start = 0; ///< index of the first candidate tested
};

/// Failures among the answers at or above one threshold.
struct AcceptedCount {
    std::int64_t accepted = 0;
    std::int64_t failures = 0;
};

/// One candidate on calibration data.
struct SequenceStep {
    double threshold = 0;
    AcceptedCount count;
    double pValue = 1;
    bool isTested = false; ///< the sequence reached it
    bool isPassed = false;
};

struct SequenceOutcome {
    std::vector<SequenceStep> steps; ///< one a candidate, in the order of the plan
    std::size_t start = 0;
    std::optional<std::size_t> selected; ///< last step that passed; absent: NONE
};

/// InvalidArgument unless 0 < alpha < 1 and 0 < delta < 1: no sample shows "never fails", and "may always
/// fail" promises nothing.
[[nodiscard]] Result<void> checkTarget(const ports::RiskTarget& target);

/// Counts at each threshold (descending) in one pass. A NaN score is below every threshold: it escalates.
[[nodiscard]] std::vector<AcceptedCount> countsAt(
    std::span<const ports::JudgedAnswer> answers, std::span<const double> thresholds);

/// Distinct score quantiles at accepted shares 1/m, ..., 1; scores that are not finite are left out.
[[nodiscard]] std::vector<double> quantileGrid(std::span<const ports::JudgedAnswer> answers, int gridSize);

/// `calibrationPerTuning`: size of the calibration sample over that of the tuning sample, before any filter.
[[nodiscard]] SequencePlan planSequence(std::span<const ports::JudgedAnswer> tuning,
    double calibrationPerTuning, const ports::RiskTarget& target, const FixedSequenceOptions& options);

/// Learn-then-Test by fixed sequence: from the start towards more acceptance until the first p-value above
/// delta.
[[nodiscard]] SequenceOutcome runSequence(const SequencePlan& plan,
    std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target);

/// The fixed-sequence walk alone: number of leading tests from `start` with p <= delta.
[[nodiscard]] std::size_t leadingRejections(std::span<const double> pValues, std::size_t start, double delta);

} // namespace core::conformal
