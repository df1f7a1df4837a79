#pragma once

#include "core/clustering/text_vectors.h"
#include "core/domain/failure_cluster.h"

#include <span>
#include <vector>

namespace core::clustering {

struct MissRates {
    std::vector<domain::MissRate> clusters; ///< one a cluster
    domain::MissRate unclustered;
};

/// Failure rates of judged answers by cluster. An answer that is one of `points` counts where `clusterOf` has it; another for
/// the cluster with the nearest centre, or for none when it is farther from it than members may be (leastCosineOf). Weighted by
/// 1 / sampling probability; answers whose probability is not in (0, 1] are left out.
///
/// What is a cluster was decided by its failures, which therefore lie nearer to its centre than other answers: rates compare
/// clusters, and are no certificate of one.
[[nodiscard]] MissRates missRates(std::span<const domain::FailurePoint> points, std::span<const int> clusterOf,
    std::size_t clusterCount, const VectorSet& vectors, std::span<const domain::JudgedAnswer> judged,
    const VectorSet& judgedVectors);

} // namespace core::clustering
