#include "core/distill/neighbour_graph.h"

#include <algorithm>
#include <numeric>

namespace core::distill {

namespace {

constexpr double kShareOfUnsure = 0.5;

std::vector<Neighbour> nearByCosine(std::span<const Candidate> pool, std::size_t source)
{
    std::vector<Neighbour> near;
    const std::vector<float>& centre = pool[source].embedding;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (profitOf(pool[i]) <= 0) {
            continue;
        }
        const std::vector<float>& other = pool[i].embedding;
        const float cosine
            = i == source ? 1.0F : std::inner_product(centre.begin(), centre.end(), other.begin(), 0.0F);
        if (cosine > kNear) {
            const double closeness = std::min(1.0, static_cast<double>((cosine - kNear) / (1 - kNear)));
            near.push_back({i, kLargestEffect * closeness});
        }
    }
    return near;
}

std::vector<Neighbour> nearByCluster(std::span<const Candidate> pool, std::size_t source)
{
    std::vector<Neighbour> near{{source, kLargestEffect}};
    std::size_t size = 0;
    for (const Candidate& candidate : pool) {
        size += candidate.cluster == pool[source].cluster ? 1U : 0U;
    }
    for (std::size_t i = 0; i < pool.size() && pool[source].cluster >= 0; ++i) {
        if (i != source && pool[i].cluster == pool[source].cluster) {
            near.push_back({i, kLargestEffect / static_cast<double>(size)});
        }
    }
    return near;
}

} // namespace

double profitOf(const Candidate& candidate)
{
    if (candidate.isFailed) {
        return candidate.weight;
    }
    return candidate.isEscalated ? kShareOfUnsure * candidate.weight : 0;
}

NeighbourGraph neighboursOf(std::span<const Candidate> pool, std::span<const std::size_t> sources)
{
    NeighbourGraph graph;
    graph.reserve(sources.size());
    for (const std::size_t source : sources) {
        graph.push_back(
            pool[source].embedding.empty() ? nearByCluster(pool, source) : nearByCosine(pool, source));
    }
    return graph;
}

} // namespace core::distill
