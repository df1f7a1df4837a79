#include "core/conformal/multiple_testing.h"

#include "core/conformal/fixed_sequence.h"

#include <algorithm>
#include <numeric>

namespace core::conformal {

std::vector<std::size_t> bonferroni(std::span<const double> pValues, double delta)
{
    std::vector<std::size_t> rejected;
    for (std::size_t i = 0; i < pValues.size(); ++i) {
        if (pValues[i] <= delta / static_cast<double>(pValues.size())) {
            rejected.push_back(i);
        }
    }
    return rejected;
}

std::vector<std::size_t> holm(std::span<const double> pValues, double delta)
{
    std::vector<std::size_t> order(pValues.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return pValues[a] < pValues[b]; });
    std::size_t count = 0;
    while (
        count < order.size() && pValues[order[count]] <= delta / static_cast<double>(order.size() - count)) {
        ++count;
    }
    order.resize(count);
    std::sort(order.begin(), order.end());
    return order;
}

std::vector<std::size_t> fixedSequence(std::span<const double> pValues, double delta, std::size_t starts)
{
    std::vector<std::size_t> rejected;
    for (std::size_t i = 0; i < starts; ++i) {
        const std::size_t start = i * pValues.size() / starts;
        const std::size_t count = leadingRejections(pValues, start, delta / static_cast<double>(starts));
        for (std::size_t j = start; j < start + count; ++j) {
            rejected.push_back(j);
        }
    }
    std::sort(rejected.begin(), rejected.end());
    rejected.erase(std::unique(rejected.begin(), rejected.end()), rejected.end());
    return rejected;
}

} // namespace core::conformal
