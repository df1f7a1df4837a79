#pragma once

#include "core/clustering/near_neighbours.h"
#include "core/clustering/principal_plane.h"

#include <cstdint>

namespace core::clustering {

struct TsneOptions {
    double perplexity = 20; ///< effective number of neighbours; three times as many are looked at
    int iterations = 400;
    int exaggeratedIterations = 120; ///< at the start attractions count twelvefold
    double theta = 0.6; ///< cells narrower than this share of their distance act as one point; 0: exact
};

/// t-SNE in the plane with Barnes-Hut repulsion (van der Maaten 2014), on cosine distance, from the principal plane.
/// Deterministic. What is near on the map is near in meaning; distances between groups say little. Empty when stopped.
[[nodiscard]] PlanePoints tsneMap(
    const VectorSet& vectors, const TsneOptions& options = {}, const StepMonitor& monitor = {});

/// Places further vectors on a finished map: at the mean of the mapped points of their nearest vectors, weighed by
/// similarity. The map itself stays as it is.
[[nodiscard]] PlanePoints placedOnMap(const VectorSet& further, const VectorSet& mapped, const PlanePoints& map,
    const StepMonitor& monitor = {});

/// How far neighbours on the map are neighbours in space (Venna and Kaski 2001), over the `k` nearest: 1 when all are,
/// about .5 for a random map. NaN for fewer than 2 k + 2 points.
[[nodiscard]] double trustworthiness(const VectorSet& vectors, const PlanePoints& map, std::size_t k);

} // namespace core::clustering
