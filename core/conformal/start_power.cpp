#include "core/conformal/start_power.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/logistic_regression.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::conformal {

namespace {

constexpr std::size_t kFeatures = 3;
using CurveFeatures = std::array<double, kFeatures>;

/// Slope, curvature, and a bump over the top 5% for scores that are overconfident there.
CurveFeatures featuresAt(double share)
{
    const double q = 2 * share - 1;
    return {q, 1.5 * q * q - 0.5, std::exp(-share / 0.05)};
}

double passProbability(std::int64_t accepted, double rate, const ports::RiskTarget& target)
{
    return binomialCdf(largestCertifiedFailures(accepted, target.alpha, target.delta), accepted, rate);
}

/// Five-point average over a normal distribution cut at 1.5 standard deviations.
template <typename Function>
double averagedOverNormal(double mean, double deviation, const Function& function)
{
    constexpr std::array<double, 5> kPoints{-1.5, -0.75, 0, 0.75, 1.5};
    double sum = 0;
    double weights = 0;
    for (const double z : kPoints) {
        const double weight = std::exp(-z * z / 2);
        sum += weight * function(mean + z * deviation);
        weights += weight;
    }
    return sum / weights;
}

} // namespace

std::vector<double> plugInPower(
    std::span<const AcceptedCount> tuned, double calibrationPerTuning, const ports::RiskTarget& target)
{
    std::vector<double> power;
    for (const AcceptedCount& count : tuned) {
        const auto accepted = static_cast<double>(count.accepted);
        const double rate = (static_cast<double>(count.failures) + 0.5) / (accepted + 1);
        power.push_back(passProbability(std::llround(accepted * calibrationPerTuning), rate, target));
    }
    return power;
}

std::vector<double> smoothedRates(std::span<const AcceptedCount> tuned)
{
    const double total = tuned.empty() ? 0.0 : static_cast<double>(tuned.back().accepted);
    std::vector<CurveFeatures> features(tuned.size());
    std::vector<LogisticSample> bins;
    AcceptedCount before;
    for (std::size_t j = 0; j < tuned.size(); ++j) {
        features[j] = featuresAt(0.5 * static_cast<double>(before.accepted + tuned[j].accepted) / total);
        bins.push_back({features[j], static_cast<double>(tuned[j].accepted - before.accepted),
            static_cast<double>(tuned[j].failures - before.failures)});
        before = tuned[j];
    }
    const std::vector<double> curve = fitLogistic(bins, {0.3, 12, 1e-6});
    std::vector<double> rates;
    double failures = 0;
    for (std::size_t j = 0; j < bins.size() && !curve.empty(); ++j) {
        failures += bins[j].trials * sigmoid(linearScore(curve, bins[j].features));
        rates.push_back(failures / static_cast<double>(tuned[j].accepted));
    }
    return rates;
}

std::vector<double> smoothedPower(std::span<const AcceptedCount> tuned, std::size_t tuningSize,
    double calibrationPerTuning, const ports::RiskTarget& target)
{
    constexpr double kCurveWeight = 150; // answers' worth of trust in the curve
    const std::vector<double> curve = smoothedRates(tuned);
    std::vector<double> power;
    for (std::size_t j = 0; j < curve.size(); ++j) {
        const auto accepted = static_cast<double>(tuned[j].accepted);
        const double weight = accepted + kCurveWeight;
        const double rate = (static_cast<double>(tuned[j].failures) + kCurveWeight * curve[j]) / weight;
        const double expected = accepted * calibrationPerTuning;
        const double spread
            = std::sqrt(expected * std::max(0.0, 1 - accepted / static_cast<double>(tuningSize)));
        const auto atRate = [&](double r) {
            const double bounded = std::clamp(r, 1e-4, 0.999);
            return averagedOverNormal(expected, spread,
                [&](double n) { return passProbability(std::llround(std::max(n, 0.0)), bounded, target); });
        };
        power.push_back(averagedOverNormal(rate, std::sqrt(rate * (1 - rate) / (weight + 1)), atRate));
    }
    return power;
}

} // namespace core::conformal
