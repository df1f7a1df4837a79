#include "core/domain/cost_sums.h"

namespace core::domain {

namespace {

template <typename Items, typename Value>
auto total(const Items& items, Value value)
{
    decltype(value(items.front())) sum{};
    for (const auto& item : items) {
        sum += value(item);
    }
    return sum;
}

} // namespace

std::int64_t CostSums::queries() const
{
    return total(tasks, [](const TaskCost& task) { return task.queries; });
}
std::int64_t CostSums::attempts() const
{
    return total(tiers, [](const TierCost& tier) { return tier.attempts; });
}
Money CostSums::spend() const
{
    return total(tasks, [](const TaskCost& task) { return task.spend; });
}
Money CostSums::lastTierOnly() const
{
    return total(tasks, [](const TaskCost& task) { return task.lastTierOnly; });
}
Money CostSums::tierSpend() const
{
    return total(tiers, [](const TierCost& tier) { return tier.spend; });
}

} // namespace core::domain
