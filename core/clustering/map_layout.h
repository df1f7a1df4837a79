#pragma once

#include "core/clustering/near_neighbours.h"
#include "core/clustering/principal_plane.h"
#include "core/domain/failure_cluster.h"

#include <span>
#include <string>
#include <unordered_map>

namespace core::clustering {

/// Where the failures of a t-SNE map lie, by query id, so that a later map of the same task can stay the same.
struct KeptMap {
    struct Place {
        float x = 0;
        float y = 0;
        bool isLaidOut = true; ///< false: placed beside its neighbours on a map that was finished
    };
    std::unordered_map<std::string, Place> places;
};

/// Places of the failures in the plane, one a point; `vectors` are theirs. t-SNE lays out up to 20,000 and places further ones
/// on that map. `kept` (may be null) is what t-SNE starts from: a map of which at least 80% of the laid out points are here,
/// and make at least 80% of these, stays, and the others are placed on it. Then it holds these points. Empty, and `kept` as it
/// was, when stopped.
[[nodiscard]] PlanePoints laidOut(std::span<const domain::FailurePoint> points, const VectorSet& vectors,
    domain::MapLayout layout, KeptMap* kept, const StepMonitor& monitor);

} // namespace core::clustering
