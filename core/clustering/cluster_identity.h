#pragma once

#include "core/domain/failure_cluster.h"
#include "core/ports/cluster_book.h"

#include <span>
#include <string>
#include <vector>

namespace core::clustering {

struct ClusterIdentity {
    std::string id; ///< empty: never edited
    std::string name;
    bool isExcluded = false;
};

/// Finds edited clusters again in a new clustering. Drawn ones take their members first. Another is the
/// cluster that holds more than half of its members that occur in `points`; the larger overlap chooses first,
/// and each cluster is chosen once. What was merged gets one number. `clusterOf` has a number below `count`,
/// or -1, for each point and is changed in place; `count` grows by drawn clusters. One identity a number.
[[nodiscard]] std::vector<ClusterIdentity> recogniseClusters(std::span<const domain::FailurePoint> points,
    std::span<const ports::BookedCluster> book, std::vector<int>& clusterOf, std::size_t& count);

} // namespace core::clustering
