#include "core/conformal/weighted_estimates.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace core::conformal {

namespace {

/// wilson() for a real-valued number of observations.
Interval wilsonAt(double rate, double size, double level)
{
    const double z = normalQuantileTwoSided(level);
    const double centre = rate + z * z / (2 * size);
    const double half = z * std::sqrt(rate * (1 - rate) / size + z * z / (4 * size * size));
    const double scale = 1 + z * z / size;
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

} // namespace

Result<WeightedEstimate> weightedMean(std::span<const AuditedValue> values, double level)
{
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const AuditedValue& item = values[i];
        const bool isUsable
            = item.value >= 0 && item.value <= 1 && item.probability > 0 && item.probability <= 1;
        if (!isUsable) {
            return fail(ErrorCode::InvalidArgument,
                "Judgement " + std::to_string(i + 1) + " has value " + std::to_string(item.value)
                    + " and sampling probability " + std::to_string(item.probability)
                    + "; values must lie in [0, 1] and probabilities in (0, 1].");
        }
        const double weight = 1 / item.probability;
        weights += weight;
        squares += weight * weight;
        sum += weight * item.value;
    }
    WeightedEstimate estimate;
    if (!values.empty()) {
        estimate.count = values.size();
        estimate.mean = sum / weights;
        estimate.effectiveCount = weights * weights / squares;
        estimate.interval = wilsonAt(estimate.mean, estimate.effectiveCount, level);
    }
    return estimate;
}

Result<double> correctedForJudge(double reportedRate, const JudgeRates& judge)
{
    const double discrimination = judge.truePositive - judge.falsePositive;
    if (!(discrimination > 0)) {
        return fail(ErrorCode::InvalidArgument,
            "The judge reports failures no more often for failed answers than for good ones; its verdicts "
            "cannot "
            "be corrected. Use another judge or have people review the answers.");
    }
    return std::clamp((reportedRate - judge.falsePositive) / discrimination, 0.0, 1.0);
}

} // namespace core::conformal
