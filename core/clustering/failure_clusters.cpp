#include "core/clustering/failure_clusters.h"

#include "core/clustering/cluster_identity.h"
#include "core/clustering/cluster_terms.h"
#include "core/clustering/number_of_clusters.h"
#include "core/clustering/principal_plane.h"
#include "core/clustering/spherical_kmeans.h"
#include "core/clustering/text_vectors.h"
#include "core/clustering/tsne_map.h"
#include "core/domain/proportion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace core::clustering {

namespace {

using domain::FailureCluster;
using domain::FailureMap;
using domain::FailurePoint;

constexpr std::size_t kFewestToCluster = 16;
constexpr std::size_t kFewestMembers = 5;
constexpr double kFarFromCentre = 0.4; ///< of the cluster's median cosine: nearer to nothing
constexpr std::size_t kExemplars = 6;
constexpr std::size_t kMostLaidOut = 20'000; ///< by t-SNE; further points are placed on that map
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

/// Empty when stopped.
PlanePoints laidOut(const VectorSet& vectors, domain::MapLayout layout, const StepMonitor& monitor)
{
    if (layout == domain::MapLayout::PrincipalPlane) {
        return principalPlane(vectors);
    }
    const std::size_t step = (vectors.count + kMostLaidOut - 1) / kMostLaidOut;
    if (step <= 1) {
        return tsneMap(vectors, {}, monitor);
    }
    const VectorSet mapped = thinned(vectors, step);
    const PlanePoints map = tsneMap(mapped, {}, monitor);
    return map.x.empty() ? map : placedOnMap(vectors, mapped, map, monitor);
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
        if (cosines.empty()) {
            continue;
        }
        const auto middle = cosines.begin() + static_cast<std::ptrdiff_t>(cosines.size() / 2);
        std::nth_element(cosines.begin(), middle, cosines.end());
        const double cut = kFarFromCentre * double{*middle};
        std::size_t left = 0;
        for (std::size_t i = 0; i < result.clusterOf.size(); ++i) {
            if (result.clusterOf[i] == number && double{result.cosine[i]} < cut) {
                result.clusterOf[i] = -1;
            }
            left += result.clusterOf[i] == number ? 1 : 0;
        }
        if (left < kFewestMembers) {
            std::replace(result.clusterOf.begin(), result.clusterOf.end(), number, -1);
        }
    }
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
        cluster.judged += point.meetsTarget ? 1 : 0;
        cluster.missed += point.meetsTarget && !*point.meetsTarget ? 1 : 0;
        cluster.escalationCost += point.escalationCost;
        cluster.cohesion += double{result.cosine[i]};
        newer += point.at >= middle ? 1 : 0;
    }
    cluster.size = members.size();
    const auto size = static_cast<double>(cluster.size);
    cluster.cohesion /= std::max(1.0, size);
    const domain::Interval missed = domain::wilsonInterval(cluster.missed, cluster.judged);
    cluster.missLow = missed.low;
    cluster.missHigh = missed.high;
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

} // namespace

FailureMap clusterFailures(
    std::vector<FailurePoint> points, const FailureContext& context, const StepMonitor& monitor)
{
    FailureMap map;
    map.points = std::move(points);
    const std::vector<std::string> texts = textsOf(map.points);
    const VectorSet vectors = textVectors(texts);
    PlanePoints plane = laidOut(vectors, context.layout, monitor);
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
        return map;
    }
    const ClusterCount chosen = numberOfClusters(vectors, context.seed);
    if (isStopped()) {
        return {};
    }
    map.silhouette = chosen.silhouette;
    map.stability = chosen.stability;
    KMeansResult result = sphericalKMeans(vectors, chosen.k, context.seed);
    leaveOutStrays(result);
    rank(map, result, context);
    map.unclustered = static_cast<std::size_t>(std::count(map.clusterOf.begin(), map.clusterOf.end(), -1));
    const auto terms = clusterTerms(texts, map.clusterOf, map.clusters.size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
        map.clusters[i].terms = terms[i];
    }
    return map;
}

} // namespace core::clustering
