#pragma once

#include "core/clustering/text_vectors.h"

#include <cstdint>

namespace core::clustering {

struct ClusterCount {
    std::size_t k = 1;
    double silhouette = 0;
    double stability = 0; ///< adjusted Rand index of two bootstrap resamples' clusterings, on what both hold
};

/// How often k-means starts anew, so that what it finds hangs on the vectors rather than on its start.
inline constexpr int kClusterStarts = 6;

/// The k with the largest silhouette among those that are at least half as stable as the most stable one: the silhouette
/// alone is flat on texts, and two or three groups are found again where twenty are meant. Looked for on a sample of at most
/// 3,000 vectors; every k is tried on the same two resamples of it, drawn with replacement, which share about two fifths of
/// the sample (Ben-Hur, Elisseeff and Guyon 2002). Deterministic for a seed.
[[nodiscard]] ClusterCount numberOfClusters(const VectorSet& vectors, std::uint64_t seed);

} // namespace core::clustering
