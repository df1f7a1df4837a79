#include "core/clustering/spherical_kmeans.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

namespace core::clustering {

namespace {

constexpr float kFarFromCentre = 0.4F;

void copyRow(std::span<const float> from, std::span<float> to)
{
    std::copy(from.begin(), from.end(), to.begin());
}

VectorSet startingCentres(const VectorSet& vectors, std::size_t k, Rng& rng)
{
    VectorSet centres{k, vectors.dimensions, std::vector<float>(k * vectors.dimensions)};
    copyRow(vectors.row(rng.below(vectors.count)), centres.row(0));
    std::vector<double> distance(vectors.count, std::numeric_limits<double>::max());
    for (std::size_t next = 1; next < k; ++next) {
        double total = 0;
        for (std::size_t i = 0; i < vectors.count; ++i) {
            const double gap = std::max(0.0, 1.0 - double{dot(vectors.row(i), centres.row(next - 1))});
            distance[i] = std::min(distance[i], gap * gap);
            total += distance[i];
        }
        double draw = rng.uniform() * total;
        std::size_t chosen = vectors.count - 1;
        for (std::size_t i = 0; i < vectors.count; ++i) {
            draw -= distance[i];
            if (draw < 0) {
                chosen = i;
                break;
            }
        }
        copyRow(vectors.row(chosen), centres.row(next));
    }
    return centres;
}

/// True when something moved.
bool assign(const VectorSet& vectors, KMeansResult& result)
{
    bool hasMoved = false;
    for (std::size_t i = 0; i < vectors.count; ++i) {
        int best = 0;
        float bestCosine = -2;
        for (std::size_t c = 0; c < result.centres.count; ++c) {
            const float cosine = dot(vectors.row(i), result.centres.row(c));
            if (cosine > bestCosine) {
                bestCosine = cosine;
                best = static_cast<int>(c);
            }
        }
        hasMoved = hasMoved || result.clusterOf[i] != best;
        result.clusterOf[i] = best;
        result.cosine[i] = bestCosine;
    }
    return hasMoved;
}

/// A centre without members stays where it is.
void moveCentres(const VectorSet& vectors, KMeansResult& result)
{
    VectorSet sums{
        result.centres.count, vectors.dimensions, std::vector<float>(result.centres.values.size(), 0.0F)};
    for (std::size_t i = 0; i < vectors.count; ++i) {
        std::span<float> sum = sums.row(static_cast<std::size_t>(result.clusterOf[i]));
        const std::span<const float> row = vectors.row(i);
        for (std::size_t d = 0; d < row.size(); ++d) {
            sum[d] += row[d];
        }
    }
    for (std::size_t c = 0; c < sums.count; ++c) {
        const float length = std::sqrt(dot(sums.row(c), sums.row(c)));
        if (length > 0) {
            for (std::size_t d = 0; d < sums.dimensions; ++d) {
                result.centres.row(c)[d] = sums.row(c)[d] / length;
            }
        }
    }
}

} // namespace

KMeansResult sphericalKMeans(
    const VectorSet& vectors, std::size_t k, std::uint64_t seed, int starts, int steps)
{
    KMeansResult best;
    best.clusterOf.assign(vectors.count, -1);
    best.cosine.assign(vectors.count, 0.0F);
    if (vectors.count == 0 || k == 0) {
        return best;
    }
    double bestNearness = -std::numeric_limits<double>::infinity();
    Rng rng(seed);
    for (int start = 0; start < starts; ++start) {
        KMeansResult result;
        result.clusterOf.assign(vectors.count, -1);
        result.cosine.assign(vectors.count, 0.0F);
        result.centres = startingCentres(vectors, std::min(k, vectors.count), rng);
        for (int step = 0; step < steps && assign(vectors, result); ++step) {
            moveCentres(vectors, result);
        }
        const double nearness = std::accumulate(result.cosine.begin(), result.cosine.end(), 0.0);
        if (nearness > bestNearness) {
            bestNearness = nearness;
            best = std::move(result);
        }
    }
    return best;
}

float leastCosineOf(std::vector<float> membersCosines)
{
    if (membersCosines.empty()) {
        return -1;
    }
    const auto middle = membersCosines.begin() + static_cast<std::ptrdiff_t>(membersCosines.size() / 2);
    std::nth_element(membersCosines.begin(), middle, membersCosines.end());
    return kFarFromCentre * *middle;
}

double simplifiedSilhouette(const VectorSet& vectors, const KMeansResult& result)
{
    if (result.centres.count < 2 || vectors.count == 0) {
        return 0;
    }
    double sum = 0;
    for (std::size_t i = 0; i < vectors.count; ++i) {
        double nearestOther = 2;
        for (std::size_t c = 0; c < result.centres.count; ++c) {
            if (static_cast<int>(c) != result.clusterOf[i]) {
                nearestOther
                    = std::min(nearestOther, 1.0 - double{dot(vectors.row(i), result.centres.row(c))});
            }
        }
        const double own = 1.0 - double{result.cosine[i]};
        const double larger = std::max(own, nearestOther);
        sum += larger > 0 ? (nearestOther - own) / larger : 0;
    }
    return sum / static_cast<double>(vectors.count);
}

} // namespace core::clustering
