#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// A query that the cheaper tiers did not answer, or whose answer missed the target.
struct FailurePoint {
    std::string queryId;
    TimePoint at{};
    std::string taskId;
    std::string text;
    bool isEscalated = false;
    std::optional<bool> meetsTarget; ///< newest judgement of the answer that was sent; absent: not judged
    Money escalationCost;            ///< of every attempt after the first; of one sent past, over the cheapest tier's price
    /// Answered by the last tier and no other asked, by the router's plan or because none may accept. Not so where the client
    /// named the model, the operator had the task bypassed, or the turn was a later one.
    bool isSentPast{};
    std::string label{}; ///< what is right, by a person or imported; empty: not known, or no task of labels
};

/// An answer that a cheaper tier accepted by its own threshold, drawn for judging with a known probability.
struct JudgedAnswer {
    std::string queryId;
    std::string text;
    bool meetsTarget = false;
    double samplingProbability = 1; ///< in (0, 1]
};

/// How often answers that a cheaper tier accepted miss the target. What was escalated or sent past is not part of it: the
/// answer that was judged there is another tier's.
struct MissRate {
    std::size_t judged = 0;
    std::size_t missed = 0; ///< of judged
    double rate = 0;        ///< weighted by 1 / sampling probability (Hajek); 0 without judgements
    double low = 0;         ///< Wilson 95% interval on the effective number of judgements; [0, 1] without any
    double high = 1;
};

/// How alike the right answers of a cluster are.
struct LabelPurity {
    std::string label;        ///< the most frequent one
    std::size_t labelled = 0; ///< members whose label is known
    std::size_t same = 0;     ///< of these, with `label`
};

/// Failures that are about the same thing, as far as their words or the encoder tell.
struct FailureCluster {
    std::vector<std::string> terms;     ///< most telling first
    std::vector<std::size_t> exemplars; ///< positions in FailureMap::points; the medoid first
    std::size_t size = 0;
    std::size_t escalated = 0;
    std::size_t sentPast = 0;
    std::size_t missed = 0;  ///< members whose answer, of whichever tier, was judged to miss the target
    MissRate missRate;       ///< of all judged answers near the cluster, also those that are no failures
    LabelPurity purity;
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

/// What failures were compared by.
struct TextSpaceUse {
    std::string encoder;      ///< sentence encoder, as it is named where it is trained with; empty: TF-IDF of the words
    std::string configured;   ///< the one of the routers in force; empty: none, or not the same in all tasks asked about
    std::size_t embedded = 0; ///< failures that have a vector of `configured`

    bool operator==(const TextSpaceUse&) const = default;
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
    MissRate unclusteredMissRate; ///< of judged answers near no cluster
    double silhouette = 0; ///< of the chosen number of clusters, in [-1, 1]
    std::string newestEdit; ///< what undo would take back, see ports::ClusterBook; empty: nothing
    double stability = 0;  ///< adjusted Rand index of the clusterings of two bootstrap resamples
    TextSpaceUse textSpace{}; ///< failures without a vector of its encoder are left unclustered
};

} // namespace core::domain
