#include "core/distill/simple_strategies.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <utility>

namespace core::distill {

namespace {

using Indices = std::vector<std::size_t>;
constexpr std::size_t kTopClusters = 5;

template <typename Claim>
Indices indicesWhere(std::span<const Candidate> pool, Claim claim)
{
    Indices found;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (claim(pool[i])) {
            found.push_back(i);
        }
    }
    return found;
}

/// Indices of the pool by cluster, with the share of the budget that each asks for.
struct Stratum {
    Indices items;
    double share = 0;
};

/// Labels in proportion to the shares; what a stratum cannot take goes to the others. Fractions left over are
/// drawn.
Indices drawStratified(
    std::span<const Candidate> pool, std::vector<Stratum> strata, std::size_t count, Rng& rng)
{
    Indices chosen;
    while (chosen.size() < count) {
        double total = 0;
        for (const Stratum& stratum : strata) {
            total += stratum.items.empty() ? 0 : stratum.share;
        }
        if (total <= 0) {
            break;
        }
        double pick = rng.uniform(0, total);
        for (Stratum& stratum : strata) {
            if (stratum.items.empty() || (pick -= stratum.share) >= 0) {
                continue;
            }
            const Indices drawn = drawByWeight(pool, stratum.items, 1, rng);
            if (drawn.empty()) { // nothing of weight is left in it
                stratum.items.clear();
                break;
            }
            std::erase(stratum.items, drawn.front());
            chosen.push_back(drawn.front());
            break;
        }
    }
    return chosen;
}

double weightOf(std::span<const Candidate> pool, const Indices& items)
{
    double sum = 0;
    for (const std::size_t i : items) {
        sum += pool[i].weight;
    }
    return sum;
}

std::vector<Stratum> failuresByCluster(std::span<const Candidate> pool)
{
    std::map<int, Stratum> byCluster;
    for (const std::size_t i : indicesWhere(pool, [](const Candidate& c) { return c.isFailed; })) {
        byCluster[pool[i].cluster].items.push_back(i);
    }
    std::vector<Stratum> strata;
    for (auto& [cluster, stratum] : byCluster) {
        stratum.share = std::sqrt(weightOf(pool, stratum.items));
        strata.push_back(std::move(stratum));
    }
    return strata;
}

/// Size is the traffic of a cluster, gap the share of it that failed. A budget that the five largest products
/// cannot take goes on to the next ones in their order.
Indices fromTopClusters(std::span<const Candidate> pool, std::size_t count, Rng& rng)
{
    std::vector<Stratum> strata = failuresByCluster(pool);
    for (Stratum& stratum : strata) {
        stratum.share = weightOf(pool, stratum.items);
    }
    std::ranges::stable_sort(strata, std::greater<>(), &Stratum::share);
    const std::size_t top = std::min(strata.size(), kTopClusters);
    const auto cut = strata.begin() + static_cast<std::ptrdiff_t>(top);
    Indices chosen = drawStratified(pool, {strata.begin(), cut}, count, rng);
    for (auto next = cut; next != strata.end() && chosen.size() < count; ++next) {
        const Indices more = drawByWeight(pool, next->items, count - chosen.size(), rng);
        chosen.insert(chosen.end(), more.begin(), more.end());
    }
    return chosen;
}

class DrawnStrategy final : public SelectionStrategy {
public:
    explicit DrawnStrategy(SelectionMethod method)
        : m_method(method)
    {
    }

private:
    Indices choose(std::span<const Candidate> pool, std::size_t count, Rng& rng) const override
    {
        const auto all = [](const Candidate&) { return true; };
        const auto failed = [](const Candidate& c) { return c.isFailed; };
        const auto escalated = [](const Candidate& c) { return c.isEscalated; };
        switch (m_method) {
        case SelectionMethod::RandomTraffic:
            return drawByWeight(pool, indicesWhere(pool, all), count, rng);
        case SelectionMethod::RandomEscalated:
            return drawByWeight(pool, indicesWhere(pool, escalated), count, rng);
        case SelectionMethod::RandomFailures:
            return drawByWeight(pool, indicesWhere(pool, failed), count, rng);
        case SelectionMethod::LeastConfident:
            return leastConfident(pool, count);
        case SelectionMethod::TopClusters:
            return fromTopClusters(pool, count, rng);
        case SelectionMethod::StratifiedFailures:
            return drawStratified(pool, failuresByCluster(pool), count, rng);
        case SelectionMethod::ExpectedSaving:
            break;
        }
        assert(false);
        return {};
    }

    static Indices leastConfident(std::span<const Candidate> pool, std::size_t count)
    {
        Indices all = indicesWhere(pool, [](const Candidate&) { return true; });
        std::ranges::stable_sort(all, {}, [&](std::size_t i) { return pool[i].confidence; });
        all.resize(std::min(all.size(), count));
        return all;
    }

    SelectionMethod m_method;
};

} // namespace

std::vector<std::size_t> drawByWeight(
    std::span<const Candidate> pool, std::vector<std::size_t> items, std::size_t count, Rng& rng)
{
    std::vector<std::pair<double, std::size_t>> keyed;
    for (const std::size_t i : items) {
        if (pool[i].weight > 0) {
            keyed.emplace_back(-std::log(1 - rng.uniform()) / pool[i].weight, i);
        }
    }
    std::ranges::sort(keyed);
    keyed.resize(std::min(keyed.size(), count));
    items.clear();
    for (const auto& [key, index] : keyed) {
        items.push_back(index);
    }
    return items;
}

std::unique_ptr<SelectionStrategy> makeSimpleStrategy(SelectionMethod method)
{
    return std::make_unique<DrawnStrategy>(method);
}

} // namespace core::distill
