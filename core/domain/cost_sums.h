#pragma once

#include "core/domain/money.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::domain {

/// What one task cost.
struct TaskCost {
    std::string taskId;
    std::int64_t queries = 0;
    Money spend; ///< of attempts with a known price
    Money lastTierOnly; ///< what "last tier only" would have cost, where that is known
    std::int64_t unknownCostQueries = 0; ///< with an attempt of unknown price

    bool operator==(const TaskCost&) const = default;
};

/// What one tier cost within one task.
struct TierCost {
    std::string taskId;
    std::string tierId;
    std::int64_t queries = 0; ///< answered by this tier
    std::int64_t attempts = 0;
    TokenUsage tokens;
    Money spend;

    bool operator==(const TierCost&) const = default;
};

/// What came with one client key.
struct KeyCost {
    std::string clientKeyId;
    std::int64_t queries = 0;
    std::int64_t attempts = 0;
    Money spend;
    Money lastTierOnly;

    bool operator==(const KeyCost&) const = default;
};

/// What one model cost, call by call.
struct ModelCost {
    std::string model; ///< the provider's own name
    std::string tierId;
    std::int64_t attempts = 0;
    TokenUsage tokens;
    Money spend;

    bool operator==(const ModelCost&) const = default;
};

/// Money that was spent beside the traffic: never part of the traffic's spend.
struct SideCost {
    std::string purpose; ///< "training", "study", or what a shadow call was made for
    std::string taskId; ///< empty: of several tasks
    std::string tierId;
    std::int64_t calls = 0;
    Money cost; ///< of calls with a known price
    std::int64_t unknownCost = 0; ///< calls without one

    bool operator==(const SideCost&) const = default;
};

/// The ledger of a range. `tasks` and `tiers` are kept apart when recording, so that their sums check each
/// other.
struct CostSums {
    std::vector<TaskCost> tasks; ///< by id
    std::vector<TierCost> tiers; ///< by task, then tier
    std::vector<KeyCost> keys; ///< by id; traffic without a key is the difference to the tasks

    [[nodiscard]] std::int64_t queries() const;
    [[nodiscard]] std::int64_t attempts() const;
    [[nodiscard]] Money spend() const;
    [[nodiscard]] Money lastTierOnly() const;
    [[nodiscard]] Money tierSpend() const; ///< the same money as spend(), from the other side
};

} // namespace core::domain
