#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// A query that a cheaper tier could not answer alone, or whose answer missed the target.
struct FailurePoint {
    std::string queryId;
    TimePoint at{};
    std::string taskId;
    std::string text;
    bool isEscalated = false;
    std::optional<bool> meetsTarget; ///< newest judgement; absent: not judged
    Money escalationCost;            ///< of every attempt after the first
};

/// Failures that are about the same thing, as far as their words tell.
struct FailureCluster {
    std::vector<std::string> terms;     ///< most telling first
    std::vector<std::size_t> exemplars; ///< positions in FailureMap::points; the medoid first
    std::size_t size = 0;
    std::size_t escalated = 0;
    std::size_t judged = 0;
    std::size_t missed = 0;  ///< of judged
    double missLow = 0;      ///< Wilson 95% interval of missed / judged; [0, 1] without judgements
    double missHigh = 1;
    double trafficShare = 0; ///< size over all queries of the range; NaN when those are not known
    double trend = 0;        ///< failures of the newer half of the range over those of the older; NaN without the latter
    Money escalationCost;
    double cohesion = 0;     ///< mean cosine to the centre, in [-1, 1]
    std::string id;          ///< of a cluster that an operator edited; empty: never edited
    std::string name;        ///< as an operator named it; empty: named by its terms
    bool isExcluded = false;
};

/// How failures are laid out in the plane.
enum class MapLayout {
    PrincipalPlane, ///< first two principal components; at once
    Neighbourhoods, ///< t-SNE: near on the map is near in meaning; minutes for tens of thousands
};

/// Clusters are suggestions; the map's distances between clusters carry no meaning.
struct FailureMap {
    std::vector<FailurePoint> points;
    std::vector<int> clusterOf; ///< one a point: position in `clusters`, -1 for the unclustered
    MapLayout layout = MapLayout::PrincipalPlane;
    double trustworthiness = 0; ///< share-like, of the ten nearest on a sample of the map; NaN for too few points
    std::vector<float> x;       ///< by the layout, one a point
    std::vector<float> y;
    std::vector<FailureCluster> clusters; ///< by escalation cost, dearest first, excluded ones last
    std::size_t unclustered = 0;
    double silhouette = 0; ///< of the chosen number of clusters, in [-1, 1]
    std::string newestEdit; ///< what undo would take back, see ports::ClusterBook; empty: nothing
    double stability = 0;  ///< adjusted Rand index of two clusterings from different starts
};

} // namespace core::domain
