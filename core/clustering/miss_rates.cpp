#include "core/clustering/miss_rates.h"

#include "core/clustering/spherical_kmeans.h"
#include "core/domain/proportion.h"

#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace core::clustering {

namespace {

using domain::JudgedAnswer;
using domain::MissRate;

struct Centres {
    VectorSet means; ///< unit vectors
    std::vector<float> leastCosine;
};

Centres centresOf(const VectorSet& vectors, std::span<const int> clusterOf, std::size_t count)
{
    Centres centres{{count, vectors.dimensions, std::vector<float>(count * vectors.dimensions, 0.0F)}, {}};
    for (std::size_t i = 0; i < clusterOf.size(); ++i) {
        if (clusterOf[i] >= 0) {
            const std::span<float> mean = centres.means.row(static_cast<std::size_t>(clusterOf[i]));
            for (std::size_t d = 0; d < vectors.dimensions; ++d) {
                mean[d] += vectors.row(i)[d];
            }
        }
    }
    for (std::size_t cluster = 0; cluster < count; ++cluster) {
        const std::span<float> mean = centres.means.row(cluster);
        const float length = std::sqrt(dot(mean, mean));
        for (float& value : mean) {
            value = length > 0 ? value / length : 0.0F;
        }
    }
    std::vector<std::vector<float>> cosines(count);
    for (std::size_t i = 0; i < clusterOf.size(); ++i) {
        if (clusterOf[i] >= 0) {
            const auto cluster = static_cast<std::size_t>(clusterOf[i]);
            cosines[cluster].push_back(dot(vectors.row(i), centres.means.row(cluster)));
        }
    }
    for (std::vector<float>& ofCluster : cosines) {
        centres.leastCosine.push_back(leastCosineOf(std::move(ofCluster)));
    }
    return centres;
}

int nearestTo(std::span<const float> vector, const Centres& centres)
{
    int nearest = -1;
    float best = -2;
    for (std::size_t cluster = 0; cluster < centres.means.count; ++cluster) {
        if (const float cosine = dot(vector, centres.means.row(cluster)); cosine > best) {
            best = cosine;
            nearest = static_cast<int>(cluster);
        }
    }
    return nearest >= 0 && best >= centres.leastCosine[static_cast<std::size_t>(nearest)] ? nearest : -1;
}

struct Sums {
    MissRate counts;
    double weights = 0;
    double squares = 0;
    double missedWeights = 0;

    void add(const JudgedAnswer& answer)
    {
        const double weight = 1 / answer.samplingProbability;
        counts.judged += 1;
        counts.missed += answer.meetsTarget ? 0 : 1;
        weights += weight;
        squares += weight * weight;
        missedWeights += answer.meetsTarget ? 0.0 : weight;
    }

    [[nodiscard]] MissRate rate() const
    {
        MissRate rate = counts;
        if (counts.judged > 0) {
            rate.rate = missedWeights / weights;
            const domain::Interval interval = domain::wilsonIntervalOf(rate.rate, weights * weights / squares);
            rate.low = interval.low;
            rate.high = interval.high;
        }
        return rate;
    }
};

} // namespace

MissRates missRates(std::span<const domain::FailurePoint> points, std::span<const int> clusterOf,
    std::size_t clusterCount, const VectorSet& vectors, std::span<const JudgedAnswer> judged,
    const VectorSet& judgedVectors)
{
    std::unordered_map<std::string_view, int> clusterOfPoint;
    for (std::size_t i = 0; i < points.size(); ++i) {
        clusterOfPoint.emplace(points[i].queryId, clusterOf[i]);
    }
    const Centres centres = centresOf(vectors, clusterOf, clusterCount);
    std::vector<Sums> sums(clusterCount);
    Sums rest;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        if (!(judged[i].samplingProbability > 0 && judged[i].samplingProbability <= 1)) {
            continue;
        }
        const auto known = clusterOfPoint.find(judged[i].queryId);
        const int cluster = known != clusterOfPoint.end() ? known->second : nearestTo(judgedVectors.row(i), centres);
        (cluster >= 0 ? sums[static_cast<std::size_t>(cluster)] : rest).add(judged[i]);
    }
    MissRates rates;
    for (const Sums& ofCluster : sums) {
        rates.clusters.push_back(ofCluster.rate());
    }
    rates.unclustered = rest.rate();
    return rates;
}

} // namespace core::clustering
