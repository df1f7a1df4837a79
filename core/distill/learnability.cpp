#include "core/distill/learnability.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace core::distill {

namespace {

constexpr double kTwoSided95 = 1.959963984540054;
constexpr double kPriorOutcomes = 6; ///< that the prior's variance between outcomes weighs as
constexpr double kLeastVariance = 1e-6; ///< an outcome without any discordant text is no proof

struct Measured {
    double learnability = 0;
    double variance = 0;
};

std::vector<Measured> measured(std::span<const DistillationOutcome> outcomes)
{
    std::vector<Measured> all;
    for (const DistillationOutcome& outcome : outcomes) {
        if (outcome.covered > 0) {
            all.push_back({std::clamp(outcome.freed / outcome.covered, 0.0, 1.0),
                std::max(kLeastVariance, outcome.variance / (outcome.covered * outcome.covered))});
        }
    }
    return all;
}

/// Between-outcome variance by the method of moments (DerSimonian & Laird 1986, eq. 8); 0 for fewer than two.
double momentVariance(std::span<const Measured> all)
{
    double weights = 0;
    double squares = 0;
    double mean = 0;
    for (const Measured& one : all) {
        const double weight = 1 / one.variance;
        weights += weight;
        squares += weight * weight;
        mean += weight * one.learnability;
    }
    const double scale = weights - squares / weights;
    if (all.size() < 2 || !(scale > 0)) {
        return 0;
    }
    mean /= weights;
    double spread = 0;
    for (const Measured& one : all) {
        spread += (one.learnability - mean) * (one.learnability - mean) / one.variance;
    }
    return std::max(0.0, (spread - static_cast<double>(all.size() - 1)) / scale);
}

} // namespace

domain::Learnability estimatedLearnability(std::span<const DistillationOutcome> outcomes)
{
    constexpr domain::Learnability kPrior;
    const std::vector<Measured> all = measured(outcomes);
    if (all.empty()) {
        return kPrior;
    }
    const double deviation = (kPrior.high - kPrior.low) / (2 * kTwoSided95);
    const double half = deviation * deviation / 2;
    const auto count = static_cast<double>(all.size());
    const double between
        = (kPriorOutcomes * half + (count - 1) * momentVariance(all)) / (kPriorOutcomes + count - 1);
    double precision = 1 / half;
    double mean = kPrior.mean / half;
    for (const Measured& one : all) {
        const double weight = 1 / (one.variance + between);
        precision += weight;
        mean += weight * one.learnability;
    }
    mean /= precision;
    const double reach = kTwoSided95 * std::sqrt(1 / precision + between);
    return {mean, std::max(0.0, mean - reach), std::min(1.0, mean + reach)};
}

} // namespace core::distill
