#pragma once

#include "core/clustering/map_layout.h"
#include "core/clustering/near_neighbours.h"
#include "core/clustering/sentence_vectors.h"
#include "core/domain/failure_cluster.h"
#include "core/ports/cluster_book.h"
#include "core/ports/history.h"

#include <cstdint>
#include <vector>

namespace core::clustering {

struct FailureContext {
    ports::TimeRange range; ///< of the failures; decides which half is the newer
    std::int64_t trafficQueries = 0; ///< all queries of the range; 0: not known
    std::uint64_t seed = 1;
    std::vector<ports::BookedCluster> book; ///< edited clusters, which are recognised and keep their names
    domain::MapLayout layout = domain::MapLayout::PrincipalPlane;
    std::vector<domain::JudgedAnswer> judged{}; ///< what the clusters' failure rates are of; no part of size, share or map
    const SentenceVectors* sentences{}; ///< that texts are compared by; null: their words are
};

/// Groups failures by what they are about: principal components of an encoder's vectors or of their words, spherical k-means with k by stability and
/// silhouette, an explicit unclustered group for what is near no centre and for groups of less than five. The
/// same failures in the same order and the same seed give the same map, but that a t-SNE map can be an earlier one: see
/// laidOut() for `kept`. A map without points when stopped.
[[nodiscard]] domain::FailureMap clusterFailures(std::vector<domain::FailurePoint> points,
    const FailureContext& context, const StepMonitor& monitor = {}, KeptMap* kept = nullptr);

} // namespace core::clustering
