#pragma once

#include "core/distill/selection_strategy.h"

namespace core::distill {

/// Greedy maximisation of the queries that stop escalating. A label on text c takes its effect (see
/// neighboursOf) off what is missing at every text q near it:
///     f(S) = sum_q profit_q (1 - prod_{c in S} (1 - effect_cq)),
/// which is submodular: the greedy choice is within 1 - 1/e of the best (Nemhauser et al. 1978). Dense
/// regions of failures come first, and each label makes the next one near it worth less, which spreads the
/// choice inside clusters and over them. Labels go to failures; where there are fewer than the budget, to
/// escalations. Pools of more than kLargestPool failures are sampled by weight.
inline constexpr std::size_t kLargestPool = 6000;

[[nodiscard]] std::unique_ptr<SelectionStrategy> makeSavingStrategy();

} // namespace core::distill
