#include "core/clustering/number_of_clusters.h"

#include "core/base/rng.h"
#include "core/clustering/rand_index.h"
#include "core/clustering/spherical_kmeans.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <vector>

namespace core::clustering {

namespace {

constexpr std::array<std::size_t, 9> kCandidates{2, 3, 4, 6, 8, 12, 16, 24, 32};
constexpr std::size_t kSample = 3000;
constexpr std::size_t kFewestACluster = 8;
constexpr double kLeastStability = 0.5; ///< of the most stable number's

VectorSet rowsOf(const VectorSet& vectors, std::span<const std::size_t> rows)
{
    VectorSet chosen{rows.size(), vectors.dimensions, {}};
    chosen.values.reserve(rows.size() * vectors.dimensions);
    for (const std::size_t row : rows) {
        chosen.values.insert(chosen.values.end(), vectors.row(row).begin(), vectors.row(row).end());
    }
    return chosen;
}

VectorSet sampled(const VectorSet& vectors, std::uint64_t seed)
{
    if (vectors.count <= kSample) {
        return vectors;
    }
    std::vector<std::size_t> order(vectors.count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Rng(seed).shuffle(std::span(order));
    return rowsOf(vectors, std::span(order).first(kSample));
}

/// As many rows as the sample has, drawn with replacement.
struct Resample {
    std::vector<std::size_t> rows;
    VectorSet vectors;

    Resample(const VectorSet& sample, std::uint64_t seed)
    {
        Rng rng(seed);
        rows.reserve(sample.count);
        for (std::size_t i = 0; i < sample.count; ++i) {
            rows.push_back(rng.below(sample.count));
        }
        vectors = rowsOf(sample, rows);
    }

    /// The cluster of each row of the sample; -1: not drawn. Copies of a row are in the same one.
    [[nodiscard]] std::vector<int> clustered(std::size_t k, std::uint64_t seed) const
    {
        const KMeansResult result = sphericalKMeans(vectors, k, seed, kClusterStarts);
        std::vector<int> clusterOf(rows.size(), -1);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            clusterOf[rows[i]] = result.clusterOf[i];
        }
        return clusterOf;
    }
};

double agreementOnCommon(const std::vector<int>& first, const std::vector<int>& second)
{
    std::vector<int> firstCommon;
    std::vector<int> secondCommon;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i] >= 0 && second[i] >= 0) {
            firstCommon.push_back(first[i]);
            secondCommon.push_back(second[i]);
        }
    }
    return adjustedRandIndex(firstCommon, secondCommon);
}

} // namespace

ClusterCount numberOfClusters(const VectorSet& vectors, std::uint64_t seed)
{
    const VectorSet sample = sampled(vectors, mixSeed(seed, 1));
    const Resample first(sample, mixSeed(seed, 2));
    const Resample second(sample, mixSeed(seed, 3));
    std::vector<ClusterCount> tried;
    double mostStable = -1;
    for (const std::size_t k : kCandidates) {
        if (k * kFewestACluster > sample.count) {
            break;
        }
        const double silhouette
            = simplifiedSilhouette(sample, sphericalKMeans(sample, k, mixSeed(seed, 4 * k), kClusterStarts));
        const double stability = agreementOnCommon(
            first.clustered(k, mixSeed(seed, 4 * k + 1)), second.clustered(k, mixSeed(seed, 4 * k + 2)));
        tried.push_back({k, silhouette, stability});
        mostStable = std::max(mostStable, stability);
    }
    const double least = std::min(mostStable, kLeastStability * mostStable); // the former when none is stable
    std::erase_if(tried, [least](const ClusterCount& count) { return count.stability < least; });
    const auto best = std::max_element(tried.begin(), tried.end(),
        [](const ClusterCount& a, const ClusterCount& b) { return a.silhouette < b.silhouette; });
    return best == tried.end() ? ClusterCount{} : *best;
}

} // namespace core::clustering
