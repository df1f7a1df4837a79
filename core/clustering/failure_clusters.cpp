#include "core/clustering/failure_clusters.h"

#include "core/clustering/cluster_identity.h"
#include "core/clustering/cluster_terms.h"
#include "core/clustering/miss_rates.h"
#include "core/clustering/number_of_clusters.h"
#include "core/clustering/spherical_kmeans.h"
#include "core/clustering/text_space.h"
#include "core/clustering/tsne_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace core::clustering {

namespace {

using domain::FailureCluster;
using domain::FailureMap;
using domain::FailurePoint;

constexpr std::size_t kFewestToCluster = 16;
constexpr std::size_t kFewestMembers = 5;
constexpr std::size_t kExemplars = 6;
constexpr std::size_t kTrustSample = 1'500;
constexpr std::size_t kTrustNeighbours = 10;

std::vector<std::string> textsOf(const std::vector<FailurePoint>& points)
{
    std::vector<std::string> texts;
    texts.reserve(points.size());
    for (const FailurePoint& point : points) {
        texts.push_back(point.text);
    }
    return texts;
}

/// Every `step`-th row.
VectorSet thinned(const VectorSet& vectors, std::size_t step)
{
    VectorSet rows;
    rows.dimensions = vectors.dimensions;
    for (std::size_t i = 0; i < vectors.count; i += step) {
        rows.values.insert(rows.values.end(), vectors.row(i).begin(), vectors.row(i).end());
        ++rows.count;
    }
    return rows;
}

double trustOf(const VectorSet& vectors, const PlanePoints& plane)
{
    const std::size_t step = std::max<std::size_t>(1, vectors.count / kTrustSample);
    PlanePoints sample;
    for (std::size_t i = 0; i < vectors.count; i += step) {
        sample.x.push_back(plane.x[i]);
        sample.y.push_back(plane.y[i]);
    }
    return trustworthiness(thinned(vectors, step), sample, kTrustNeighbours);
}

/// Takes what is far from its centre, and what is left in groups too small to mean anything, out of the
/// clusters.
void leaveOutStrays(KMeansResult& result)
{
    for (std::size_t cluster = 0; cluster < result.centres.count; ++cluster) {
        const int number = static_cast<int>(cluster);
        std::vector<float> cosines;
        for (std::size_t i = 0; i < result.clusterOf.size(); ++i) {
            if (result.clusterOf[i] == number) {
                cosines.push_back(result.cosine[i]);
            }
        }
        const float least = leastCosineOf(std::move(cosines));
        std::size_t left = 0;
        for (std::size_t i = 0; i < result.clusterOf.size(); ++i) {
            if (result.clusterOf[i] == number && result.cosine[i] < least) {
                result.clusterOf[i] = -1;
            }
            left += result.clusterOf[i] == number ? 1 : 0;
        }
        if (left < kFewestMembers) {
            std::replace(result.clusterOf.begin(), result.clusterOf.end(), number, -1);
        }
    }
}

/// The first in the alphabet of equally frequent labels.
domain::LabelPurity purityOf(const FailureMap& map, const std::vector<std::size_t>& members)
{
    domain::LabelPurity purity;
    std::map<std::string, std::size_t> counts;
    for (const std::size_t member : members) {
        if (const std::string& label = map.points[member].label; !label.empty()) {
            ++purity.labelled;
            ++counts[label];
        }
    }
    for (const auto& [label, count] : counts) {
        if (count > purity.same) {
            purity.same = count;
            purity.label = label;
        }
    }
    return purity;
}

FailureCluster figuresOf(
    const FailureMap& map, const KMeansResult& result, int number, const FailureContext& context)
{
    FailureCluster cluster;
    std::vector<std::size_t> members;
    const TimePoint middle = context.range.from + (context.range.to - context.range.from) / 2;
    double newer = 0;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        if (result.clusterOf[i] != number) {
            continue;
        }
        const FailurePoint& point = map.points[i];
        members.push_back(i);
        cluster.escalated += point.isEscalated ? 1 : 0;
        cluster.sentPast += point.isSentPast ? 1 : 0;
        cluster.missed += point.meetsTarget && !*point.meetsTarget ? 1 : 0;
        cluster.escalationCost += point.escalationCost;
        cluster.cohesion += double{result.cosine[i]};
        newer += point.at >= middle ? 1 : 0;
    }
    cluster.size = members.size();
    const auto size = static_cast<double>(cluster.size);
    cluster.cohesion /= std::max(1.0, size);
    cluster.purity = purityOf(map, members);
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    cluster.trafficShare
        = context.trafficQueries > 0 ? size / static_cast<double>(context.trafficQueries) : kUnknown;
    cluster.trend = size > newer ? newer / (size - newer) : kUnknown;
    std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
        return result.cosine[a] != result.cosine[b] ? result.cosine[a] > result.cosine[b] : a < b;
    });
    for (const std::size_t member : members) {
        const bool isNew = std::none_of(cluster.exemplars.begin(), cluster.exemplars.end(),
            [&](std::size_t listed) { return map.points[listed].text == map.points[member].text; });
        if (isNew && cluster.exemplars.size() < kExemplars) {
            cluster.exemplars.push_back(member);
        }
    }
    return cluster;
}

/// Dearest first, and the points renumbered to match.
void rank(FailureMap& map, KMeansResult& result, const FailureContext& context)
{
    std::size_t count = result.centres.count;
    const std::vector<ClusterIdentity> identities
        = recogniseClusters(map.points, context.book, result.clusterOf, count);
    std::vector<std::pair<FailureCluster, int>> found;
    for (int number = 0; number < static_cast<int>(count); ++number) {
        FailureCluster cluster = figuresOf(map, result, number, context);
        const ClusterIdentity& identity = identities[static_cast<std::size_t>(number)];
        cluster.id = identity.id;
        cluster.name = identity.name;
        cluster.isExcluded = identity.isExcluded;
        if (cluster.size > 0) {
            found.emplace_back(std::move(cluster), number);
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        const auto key = [](const auto& entry) {
            return std::tuple(entry.first.isExcluded,
                -entry.first.escalationCost.nanoUsd, -static_cast<std::int64_t>(entry.first.size));
        };
        return key(a) != key(b) ? key(a) < key(b) : a.second < b.second;
    });
    std::vector<int> place(count, -1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        place[static_cast<std::size_t>(found[i].second)] = static_cast<int>(i);
        map.clusters.push_back(std::move(found[i].first));
    }
    for (const int number : result.clusterOf) {
        map.clusterOf.push_back(number < 0 ? -1 : place[static_cast<std::size_t>(number)]);
    }
}

void addMissRates(
    FailureMap& map, const TextSpace& space, const VectorSet& vectors, const std::vector<domain::JudgedAnswer>& judged)
{
    std::vector<std::string> texts;
    texts.reserve(judged.size());
    for (const domain::JudgedAnswer& answer : judged) {
        texts.push_back(answer.text);
    }
    MissRates rates
        = missRates(map.points, map.clusterOf, map.clusters.size(), vectors, judged, space.vectors(texts));
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
        map.clusters[i].missRate = rates.clusters[i];
    }
    map.unclusteredMissRate = rates.unclustered;
}

} // namespace

FailureMap clusterFailures(std::vector<FailurePoint> points, const FailureContext& context,
    const StepMonitor& monitor, KeptMap* kept)
{
    FailureMap map;
    map.points = std::move(points);
    const std::vector<std::string> texts = textsOf(map.points);
    const TextSpace space
        = context.sentences != nullptr ? TextSpace(*context.sentences, texts) : TextSpace(std::span(texts));
    const VectorSet vectors = space.vectors(texts);
    map.textSpace.encoder = context.sentences != nullptr ? context.sentences->encoder() : std::string();
    PlanePoints plane = laidOut(map.points, vectors, context.layout, kept, monitor);
    const auto isStopped = [&monitor] { return monitor && !monitor(1); };
    if (plane.x.size() != map.points.size() || isStopped()) {
        return {};
    }
    map.layout = context.layout;
    map.trustworthiness = trustOf(vectors, plane);
    map.x = std::move(plane.x);
    map.y = std::move(plane.y);
    if (map.points.size() < kFewestToCluster) {
        map.clusterOf.assign(map.points.size(), -1);
        map.unclustered = map.points.size();
        addMissRates(map, space, vectors, context.judged);
        return map;
    }
    const ClusterCount chosen = numberOfClusters(vectors, context.seed);
    if (isStopped()) {
        return {};
    }
    map.silhouette = chosen.silhouette;
    map.stability = chosen.stability;
    KMeansResult result = sphericalKMeans(vectors, chosen.k, context.seed, kClusterStarts);
    leaveOutStrays(result);
    rank(map, result, context);
    map.unclustered = static_cast<std::size_t>(std::count(map.clusterOf.begin(), map.clusterOf.end(), -1));
    addMissRates(map, space, vectors, context.judged);
    const auto terms = clusterTerms(texts, map.clusterOf, map.clusters.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
        map.clusters[i].terms = terms[i];
    }
    return map;
}

} // namespace core::clustering
