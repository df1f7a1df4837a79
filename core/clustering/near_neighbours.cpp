#include "core/clustering/near_neighbours.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace core::clustering {

namespace {

constexpr std::size_t kBlock = 64; ///< rows whose similarities are computed together, so that vectors stay in the cache

/// Eight partial sums, which compilers turn into vector instructions; the order of adding is fixed.
float cosineOf(const float* a, const float* b, std::size_t size)
{
    constexpr std::size_t kLanes = 8;
    std::array<float, kLanes> sums{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            sums[lane] += a[i + lane] * b[i + lane];
        }
    }
    for (; i < size; ++i) {
        sums[0] += a[i] * b[i];
    }
    return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

Neighbours allPairs(
    const VectorSet& queries, const VectorSet& among, bool isSameSet, std::size_t k, const StepMonitor& monitor)
{
    Neighbours found;
    const std::size_t others = isSameSet && among.count > 0 ? among.count - 1 : among.count;
    found.k = std::min(k, others);
    found.rows.resize(queries.count * found.k);
    found.cosines.resize(queries.count * found.k);
    std::vector<float> cosines(kBlock * among.count);
    std::vector<std::uint32_t> order(among.count);
    for (std::size_t start = 0; start < queries.count && found.k > 0; start += kBlock) {
        if (monitor && !monitor(static_cast<double>(start) / static_cast<double>(queries.count))) {
            return {};
        }
        const std::size_t end = std::min(start + kBlock, queries.count);
        for (std::size_t other = 0; other < among.count; ++other) {
            for (std::size_t row = start; row < end; ++row) {
                cosines[(row - start) * among.count + other] = cosineOf(
                    queries.row(row).data(), among.row(other).data(), among.dimensions);
            }
        }
        for (std::size_t row = start; row < end; ++row) {
            float* const own = &cosines[(row - start) * among.count];
            if (isSameSet) {
                own[row] = -2;
            }
            std::iota(order.begin(), order.end(), 0U);
            const auto middle = order.begin() + static_cast<std::ptrdiff_t>(found.k);
            const auto isNearer
                = [own](std::uint32_t a, std::uint32_t b) { return own[a] != own[b] ? own[a] > own[b] : a < b; };
            std::nth_element(order.begin(), middle - 1, order.end(), isNearer);
            std::sort(order.begin(), middle, isNearer);
            for (std::size_t i = 0; i < found.k; ++i) {
                found.rows[row * found.k + i] = order[i];
                found.cosines[row * found.k + i] = own[order[i]];
            }
        }
    }
    return found;
}

} // namespace

Neighbours nearNeighbours(const VectorSet& vectors, std::size_t k, const StepMonitor& monitor)
{
    return allPairs(vectors, vectors, true, k, monitor);
}

Neighbours nearNeighbours(const VectorSet& queries, const VectorSet& among, std::size_t k, const StepMonitor& monitor)
{
    return allPairs(queries, among, false, k, monitor);
}

} // namespace core::clustering
