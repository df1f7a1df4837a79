#include "core/clustering/number_of_clusters.h"

#include "core/base/rng.h"
#include "core/clustering/rand_index.h"
#include "core/clustering/spherical_kmeans.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace core::clustering {

namespace {

constexpr std::array<std::size_t, 9> kCandidates{2, 3, 4, 6, 8, 12, 16, 24, 32};
constexpr std::size_t kSample = 3000;
constexpr std::size_t kFewestACluster = 8;

VectorSet sampled(const VectorSet& vectors, std::uint64_t seed)
{
    if (vectors.count <= kSample) {
        return vectors;
    }
    std::vector<std::size_t> order(vectors.count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Rng(seed).shuffle(std::span(order));
    VectorSet sample{kSample, vectors.dimensions, {}};
    for (std::size_t i = 0; i < kSample; ++i) {
        const std::span<const float> row = vectors.row(order[i]);
        sample.values.insert(sample.values.end(), row.begin(), row.end());
    }
    return sample;
}

} // namespace

ClusterCount numberOfClusters(const VectorSet& vectors, std::uint64_t seed)
{
    const VectorSet sample = sampled(vectors, mixSeed(seed, 1));
    ClusterCount best;
    double bestScore = -2;
    for (const std::size_t k : kCandidates) {
        if (k * kFewestACluster > sample.count) {
            break;
        }
        const KMeansResult first = sphericalKMeans(sample, k, mixSeed(seed, 2 * k));
        const KMeansResult second = sphericalKMeans(sample, k, mixSeed(seed, 2 * k + 1));
        const double stability = adjustedRandIndex(first.clusterOf, second.clusterOf);
        const double silhouette = simplifiedSilhouette(sample, first);
        if (stability + silhouette > bestScore) {
            bestScore = stability + silhouette;
            best = {k, silhouette, stability};
        }
    }
    return best;
}

} // namespace core::clustering
