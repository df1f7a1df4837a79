#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/distill/candidate.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::distill {

enum class SelectionMethod {
    RandomTraffic, ///< by traffic share, from everything
    RandomEscalated,
    RandomFailures,
    LeastConfident,
    TopClusters, ///< the paper: the five clusters of largest size x gap, in proportion
    StratifiedFailures, ///< failures, over all clusters by the square root of their volume
    ExpectedSaving, ///< ours: see saving_strategy.h
};
[[nodiscard]] std::string_view toString(SelectionMethod method);
[[nodiscard]] std::optional<SelectionMethod> selectionMethodFrom(std::string_view name);
[[nodiscard]] std::span<const SelectionMethod> allSelectionMethods();

/// Chooses which texts the teacher answers. Deterministic for a seed; immutable and thread-safe.
class SelectionStrategy {
public:
    virtual ~SelectionStrategy() = default;

    /// Distinct texts within the budget, with the saving they promise. The null action comes back as an empty
    /// choice: when nothing may be afforded, nothing qualifies, or the expected saving does not exceed the
    /// cost. InvalidArgument for a pool whose embeddings differ in length or with values that are no number.
    [[nodiscard]] Result<Selection> select(
        std::span<const Candidate> pool, const SelectionBudget& budget, std::uint64_t seed) const;

private:
    /// At most `count` indices of the pool.
    [[nodiscard]] virtual std::vector<std::size_t> choose(
        std::span<const Candidate> pool, std::size_t count, Rng& rng) const = 0;
};

[[nodiscard]] std::unique_ptr<SelectionStrategy> makeSelectionStrategy(SelectionMethod method);

} // namespace core::distill
