#pragma once

#include "core/distill/candidate.h"

#include <span>
#include <vector>

namespace core::distill {

/// A text of the pool that a label elsewhere would help.
struct Neighbour {
    std::size_t index = 0;
    double effect = 0; ///< in (0, 1): how much of what is missing there one label makes good
};

/// For each of `sources`, the texts that profit from a label on it, itself included.
using NeighbourGraph = std::vector<std::vector<Neighbour>>;

/// Effect of a label at cosine c: kLargestEffect * ((c - kNear) / (1 - kNear)) above kNear, none below.
/// Without embeddings: evenly over the source's cluster, itself first.
inline constexpr float kNear = 0.25F;
inline constexpr double kLargestEffect = 0.5;
[[nodiscard]] NeighbourGraph neighboursOf(
    std::span<const Candidate> pool, std::span<const std::size_t> sources);

/// Queries that could be freed at a text: its weight where the tier failed,
/// half where it was right and not sure, none where it was right and accepted.
[[nodiscard]] double profitOf(const Candidate& candidate);

} // namespace core::distill
