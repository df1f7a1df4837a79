#pragma once

#include "core/clustering/text_vectors.h"

#include <cstdint>
#include <vector>

namespace core::clustering {

struct KMeansResult {
    VectorSet centres; ///< unit vectors
    std::vector<int> clusterOf; ///< one a vector
    std::vector<float> cosine; ///< to its centre; of a shorter vector their product
};

/// Spherical k-means on unit vectors, or shorter ones, which then have less say and are less near to everything: k-means++
/// starts (Arthur and Vassilvitskii 2007) by 1 - cosine, then Lloyd's steps until nothing moves or `steps` are done; of
/// `starts` of them the one whose vectors lie nearest to their centres. Deterministic for a seed. k is lowered to the number
/// of vectors.
[[nodiscard]] KMeansResult sphericalKMeans(
    const VectorSet& vectors, std::size_t k, std::uint64_t seed, int starts = 1, int steps = 25);

/// What has a smaller cosine to a cluster's centre is near nothing: 0.4 of the members' median. -1 without members.
[[nodiscard]] float leastCosineOf(std::vector<float> membersCosines);

/// Simplified silhouette in [-1, 1]: distances to centres instead of to all members (Hruschka 2004).
[[nodiscard]] double simplifiedSilhouette(const VectorSet& vectors, const KMeansResult& result);

} // namespace core::clustering
