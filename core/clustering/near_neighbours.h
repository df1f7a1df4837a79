#pragma once

#include "core/clustering/text_vectors.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace core::clustering {

/// The `k` nearest of `among` for every row, by cosine, nearest first: (rows, k), flat. A row of the same set is not
/// its own neighbour.
struct Neighbours {
    std::size_t k = 0;
    std::vector<std::uint32_t> rows;
    std::vector<float> cosines;
};

/// False stops what was asked for; the argument is the share done, in [0, 1].
using StepMonitor = std::function<bool(double)>;

/// Exact, by comparing all pairs of vectors of length 1 or less, whose product counts as the cosine. Empty when stopped.
[[nodiscard]] Neighbours nearNeighbours(const VectorSet& vectors, std::size_t k, const StepMonitor& monitor = {});
[[nodiscard]] Neighbours nearNeighbours(
    const VectorSet& queries, const VectorSet& among, std::size_t k, const StepMonitor& monitor = {});

} // namespace core::clustering
