#pragma once

#include "core/base/result.h"
#include "core/conformal/binomial_bounds.h"

#include <cstddef>
#include <span>

namespace core::conformal {

/// A judged value in [0, 1] and the probability with which it was chosen for judging.
struct AuditedValue {
    double value = 0;
    double probability = 1; ///< in (0, 1], as logged for the query
};

struct WeightedEstimate {
    double mean = 0; ///< sum(x / pi) / sum(1 / pi)
    Interval interval;
    std::size_t count = 0;
    double effectiveCount = 0; ///< (sum w)^2 / sum w^2 with w = 1 / pi
};

/// Inverse-probability (Hajek) mean with a Wilson interval at `level` on the effective count. Without values:
/// interval [0, 1]. InvalidArgument for a value outside [0, 1], a probability outside (0, 1] or a NaN; a
/// judgement whose probability is unknown must be left out by the caller.
[[nodiscard]] Result<WeightedEstimate> weightedMean(
    std::span<const AuditedValue> values, double level = 0.95);

/// How a judge compares with audited truth.
struct JudgeRates {
    double truePositive = 1; ///< P(judge says failure | failure)
    double falsePositive = 0; ///< P(judge says failure | no failure)
};

/// Failure rate behind the rate that the judge reports (Rogan & Gladen 1978), clamped to [0, 1].
/// InvalidArgument when the judge cannot tell failures apart (truePositive <= falsePositive).
[[nodiscard]] Result<double> correctedForJudge(double reportedRate, const JudgeRates& judge);

} // namespace core::conformal
