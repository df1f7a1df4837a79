#pragma once

#include "core/domain/cost_sums.h"

#include <map>
#include <string>

namespace core::domain {

/// Why spend changed from one range to another. The parts add up to after - before exactly.
struct SpendChange {
    Money before;
    Money after;
    Money volume; ///< more or fewer queries at the old mix, routing, lengths and prices
    Money taskMix; ///< other shares of tasks
    Money routing; ///< other tiers answering
    Money escalation; ///< more or fewer calls whose answer was not sent: escalations and retries
    Money tokens; ///< other lengths of prompts and answers
    Money price; ///< other prices per token
    std::string repricedTierId; ///< whose changed list price moved spend most; empty: no price changed

    [[nodiscard]] Money sum() const { return volume + taskMix + routing + escalation + tokens + price; }
};

/// Prices in force at a moment, by tier id; a tier without an entry had no known price.
using TierPrices = std::map<std::string, TokenPrices>;

/// Prices around two ranges that follow each other.
struct RangePrices {
    TierPrices atStart; ///< of the earlier range
    TierPrices between; ///< where one ends and the other begins
    TierPrices atEnd; ///< of the later range
};

/// Factors are changed one after another in the order of SpendChange's members, each with everything before
/// it already new and everything after it still old (sequential, or Laspeyres-Paasche, decomposition). What
/// has no figure in the old range, such as a new task or a tier that was not called, enters with its new
/// figure where it first appears. Rounding to nanodollars happens on the cumulated amounts, so that nothing
/// is lost.
///
/// New tokens at old prices are the tokens at the old list price times what was paid before over that price, so that
/// discounts, such as those of cached prompts, are no change; where the price changed inside the earlier range, at the
/// newest list price instead. A tier whose price is not known, before or now, keeps what was paid.
[[nodiscard]] SpendChange explainSpendChange(
    const CostSums& before, const CostSums& after, const RangePrices& prices);

} // namespace core::domain
