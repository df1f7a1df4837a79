#include "core/engine/loop/teaching_prices.h"

#include "core/engine/tier_observation.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace core::engine::loop {

domain::Money teacherPrice(const domain::Task& task, const domain::Tier& last, const StoredExamples& texts,
    const LastTierAnswers& lastTier)
{
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const domain::StoredExample& stored : texts) {
        std::optional<domain::Money> cost;
        if (const auto seen = observeTier(last, task, stored.example)) {
            cost = domain::costOf(seen->usage, last.prices);
        } else if (const auto expected = lastTier.to(stored)) {
            cost = expected->cost;
        }
        sum += cost.value_or(domain::Money{}).nanoUsd;
        count += cost ? 1 : 0;
    }
    return {count > 0 ? sum / count : 0};
}

domain::Money escalationCost(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& champion, const StoredExamples& texts, const LastTierAnswers& lastTier)
{
    const auto student = std::ranges::find(tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    ServedModels without = champion;
    if (student != tiersByRank.end()) {
        without.policy.thresholds.erase(student->id);
    }
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const domain::StoredExample& stored : texts) {
        const auto ofLast = lastTier.to(stored);
        const auto now = replayCascade(task, tiersByRank, champion, stored.example, {}, ofLast);
        const auto upper = replayCascade(task, tiersByRank, without, stored.example, {}, ofLast);
        if (now && upper && (student == tiersByRank.end() || now->tierId != student->id)) {
            sum += upper->cost.nanoUsd;
            ++count;
        }
    }
    return {count > 0 ? sum / count : 0};
}

} // namespace core::engine::loop
