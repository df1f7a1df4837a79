#pragma once

#include <span>

namespace core::clustering {

/// Adjusted Rand index of two partitions of the same items (Hubert and Arabie 1985): 1 for equal ones, about
/// 0 by chance.
[[nodiscard]] double adjustedRandIndex(std::span<const int> first, std::span<const int> second);

/// Mutual information over the mean of the entropies (arithmetic normalisation), in [0, 1].
[[nodiscard]] double normalisedMutualInformation(std::span<const int> first, std::span<const int> second);

} // namespace core::clustering
