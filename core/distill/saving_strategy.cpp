#include "core/distill/saving_strategy.h"

#include "core/distill/neighbour_graph.h"
#include "core/distill/simple_strategies.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace core::distill {

namespace {

using Indices = std::vector<std::size_t>;

/// Failures first; escalations fill up a budget that failures do not.
Indices teachable(std::span<const Candidate> pool, std::size_t count, Rng& rng)
{
    Indices failed;
    Indices unsure;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (pool[i].isFailed) {
            failed.push_back(i);
        } else if (pool[i].isEscalated) {
            unsure.push_back(i);
        }
    }
    if (failed.size() > kLargestPool) {
        return drawByWeight(pool, std::move(failed), kLargestPool, rng);
    }
    if (failed.size() < count) {
        failed.insert(failed.end(), unsure.begin(), unsure.end());
    }
    return failed;
}

class SavingStrategy final : public SelectionStrategy {
private:
    Indices choose(std::span<const Candidate> pool, std::size_t count, Rng& rng) const override
    {
        const Indices sources = teachable(pool, count, rng);
        const NeighbourGraph graph = neighboursOf(pool, sources);
        std::vector<double> missing(pool.size());
        std::ranges::transform(pool, missing.begin(), profitOf);
        const auto worth = [&](std::size_t source) {
            double sum = 0;
            for (const Neighbour& neighbour : graph[source]) {
                sum += missing[neighbour.index] * neighbour.effect;
            }
            return sum;
        };
        // A label's worth only falls as others are chosen: an entry that is up to date and on top is best.
        using Entry = std::tuple<double, std::size_t, std::size_t>; // worth, source, choices it knows of
        std::priority_queue<Entry> queue;
        for (std::size_t s = 0; s < sources.size(); ++s) {
            queue.emplace(worth(s), s, 0);
        }
        Indices chosen;
        while (chosen.size() < count && !queue.empty()) {
            const auto [bound, source, known] = queue.top();
            queue.pop();
            if (known < chosen.size()) {
                queue.emplace(worth(source), source, chosen.size());
                continue;
            }
            if (bound <= 0) {
                break;
            }
            chosen.push_back(sources[source]);
            for (const Neighbour& neighbour : graph[source]) {
                missing[neighbour.index] *= 1 - neighbour.effect;
            }
        }
        return chosen;
    }
};

} // namespace

std::unique_ptr<SelectionStrategy> makeSavingStrategy()
{
    return std::make_unique<SavingStrategy>();
}

} // namespace core::distill
