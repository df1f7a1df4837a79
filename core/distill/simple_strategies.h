#pragma once

#include "core/distill/selection_strategy.h"

namespace core::distill {

/// Every method but ExpectedSaving, which is refused by an assertion.
[[nodiscard]] std::unique_ptr<SelectionStrategy> makeSimpleStrategy(SelectionMethod method);

/// Up to `count` of `items`, without replacement, each draw in proportion to the candidates' weights
/// (exponential keys, Efraimidis and Spirakis 2006).
[[nodiscard]] std::vector<std::size_t> drawByWeight(
    std::span<const Candidate> pool, std::vector<std::size_t> items, std::size_t count, Rng& rng);

} // namespace core::distill
