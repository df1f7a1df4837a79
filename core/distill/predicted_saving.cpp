#include "core/distill/predicted_saving.h"

#include "core/distill/neighbour_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::distill {

namespace {

constexpr double kTwoSided95 = 1.959963984540054;

domain::Money scaled(domain::Money price, double count)
{
    const double nano = static_cast<double>(price.nanoUsd) * count;
    constexpr double kMost = 9.0e18;
    return domain::Money{static_cast<std::int64_t>(std::llround(std::clamp(nano, -kMost, kMost)))};
}

} // namespace

std::size_t SelectionBudget::affordableCalls() const
{
    if (pricePerCall.nanoUsd <= 0) {
        return teacherCalls;
    }
    const std::int64_t paid = std::max<std::int64_t>(0, teacherSpend.nanoUsd) / pricePerCall.nanoUsd;
    return std::min(teacherCalls, static_cast<std::size_t>(paid));
}

double coverageOf(std::span<const Candidate> pool, std::span<const std::size_t> chosen)
{
    const NeighbourGraph graph = neighboursOf(pool, chosen);
    std::vector<double> left(pool.size(), 1.0);
    for (const std::vector<Neighbour>& reached : graph) {
        for (const Neighbour& neighbour : reached) {
            left[neighbour.index] *= 1 - neighbour.effect;
        }
    }
    double covered = 0;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        covered += profitOf(pool[i]) * (1 - left[i]);
    }
    return covered;
}

PredictedSaving predictSaving(
    std::span<const Candidate> pool, std::span<const std::size_t> chosen, const SelectionBudget& budget)
{
    const double covered = coverageOf(pool, chosen) * budget.queriesAhead;
    PredictedSaving saving;
    saving.freedQueries.mean = covered * budget.learnability.mean;
    const auto noisy = [](double count, double sign) {
        return std::max(0.0, count + sign * kTwoSided95 * std::sqrt(count));
    };
    saving.freedQueries.low = noisy(covered * budget.learnability.low, -1);
    saving.freedQueries.high = noisy(covered * budget.learnability.high, 1);
    saving.cost = scaled(budget.pricePerCall, static_cast<double>(chosen.size())) + budget.trainingCost;
    saving.net = scaled(budget.savedPerFreedQuery, saving.freedQueries.mean) - saving.cost;
    saving.netLow = scaled(budget.savedPerFreedQuery, saving.freedQueries.low) - saving.cost;
    saving.netHigh = scaled(budget.savedPerFreedQuery, saving.freedQueries.high) - saving.cost;
    return saving;
}

} // namespace core::distill
