#include "core/conformal/paired_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace core::conformal {

namespace {

/// Tango's score statistic for the difference `delta`, which falls in it.
double scoreStatistic(const PairedCounts& counts, double delta)
{
    const auto n = static_cast<double>(counts.n);
    const auto b = static_cast<double>(counts.gained);
    const auto c = static_cast<double>(counts.lost);
    const double linear = -b - c + (2 * n - b + c) * delta;
    const double constant = -c * delta * (1 - delta);
    const double root = std::sqrt(std::max(0.0, linear * linear - 8 * n * constant));
    const double lostShare = std::clamp((root - linear) / (4 * n), 0.0, 1.0);
    const double variance = n * (2 * lostShare + delta * (1 - delta));
    const double distance = b - c - n * delta;
    if (variance <= 0) {
        return distance == 0 ? 0.0 : std::copysign(std::numeric_limits<double>::infinity(), distance);
    }
    return distance / std::sqrt(variance);
}

/// Where the statistic equals `target`, by bisection.
double differenceAt(const PairedCounts& counts, double target)
{
    double low = -1;
    double high = 1;
    for (int step = 0; step < 100; ++step) {
        const double middle = (low + high) / 2;
        (scoreStatistic(counts, middle) > target ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace

void PairedCounts::add(bool before, bool after)
{
    ++n;
    gained += !before && after ? 1 : 0;
    lost += before && !after ? 1 : 0;
}

double PairedCounts::difference() const
{
    return n > 0 ? static_cast<double>(gained - lost) / static_cast<double>(n) : 0.0;
}

double mcnemarWorse(const PairedCounts& counts)
{
    // P(X >= lost) = P(X <= gained) by symmetry
    return binomialCdf(counts.gained, counts.gained + counts.lost, 0.5);
}

double mcnemarTwoSided(const PairedCounts& counts)
{
    return std::min(
        1.0, 2 * binomialCdf(std::min(counts.gained, counts.lost), counts.gained + counts.lost, 0.5));
}

Interval tangoInterval(const PairedCounts& counts, double level)
{
    if (counts.n == 0) {
        return {-1, 1};
    }
    const double z = normalQuantileTwoSided(level);
    return {differenceAt(counts, z), differenceAt(counts, -z)};
}

std::vector<double> holmAdjusted(std::span<const double> pValues)
{
    std::vector<std::size_t> order(pValues.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return pValues[i]; });
    std::vector<double> adjusted(pValues.size());
    double largest = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const auto left = static_cast<double>(pValues.size() - rank);
        largest = std::max(largest, std::min(1.0, left * pValues[order[rank]]));
        adjusted[order[rank]] = largest;
    }
    return adjusted;
}

MeanDifference meanDifference(std::span<const double> differences, double level)
{
    constexpr double kUnbounded = std::numeric_limits<double>::infinity();
    const auto n = static_cast<double>(differences.size());
    if (differences.empty()) {
        return {0, {-kUnbounded, kUnbounded}};
    }
    const double mean = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
    if (differences.size() < 2) {
        return {mean, {-kUnbounded, kUnbounded}};
    }
    double squares = 0;
    for (const double difference : differences) {
        squares += (difference - mean) * (difference - mean);
    }
    const double half = normalQuantileTwoSided(level) * std::sqrt(squares / (n - 1) / n);
    return {mean, {mean - half, mean + half}};
}

} // namespace core::conformal
