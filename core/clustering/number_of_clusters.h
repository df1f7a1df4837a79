#pragma once

#include "core/clustering/text_vectors.h"

#include <cstdint>

namespace core::clustering {

struct ClusterCount {
    std::size_t k = 1;
    double silhouette = 0;
    double stability = 0; ///< adjusted Rand index of two runs from different starts
};

/// The k whose silhouette plus stability is largest: the silhouette alone is flat on texts. Looked for on a
/// sample of at most 3,000 vectors. Deterministic for a seed.
[[nodiscard]] ClusterCount numberOfClusters(const VectorSet& vectors, std::uint64_t seed);

} // namespace core::clustering
