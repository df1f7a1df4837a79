#pragma once

#include "core/routing/sparse_text.h"

#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace core::routing {

struct Neighbour {
    std::size_t row = 0; ///< in the order of add()
    float similarity = 0; ///< cosine over the features that are indexed
};

/// Exact nearest neighbours by cosine over posting lists. Features that more than `commonShare` of the rows have are
/// left out: they say little and cost most; 1 leaves none out. Immutable after build(); thread-safe.
class NeighbourIndex {
public:
    static constexpr double kCommonShare = 0.1;
    static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

    /// What is common is counted over the first `counted` rows, so that rows added later change no other row's
    /// similarities.
    void build(std::span<const SparseVector> rows, double commonShare = kCommonShare,
        std::size_t counted = kAll);
    [[nodiscard]] std::size_t bytes() const;
    /// At most `count`, best first, ties by row; only rows that share an indexed feature with the query and that
    /// `isAllowed` (empty: all). Those after the first `ordered` may come in any order.
    [[nodiscard]] std::vector<Neighbour> nearest(const SparseVector& query, std::size_t count,
        const std::function<bool(std::size_t)>& isAllowed = {}, std::size_t ordered = kAll) const;
    /// Squared length of the query's part in features that were left out because so many rows have them, in [0, 1].
    [[nodiscard]] double commonMass(const SparseVector& query) const;

private:
    struct Posting {
        std::uint32_t row = 0;
        float value = 0;
    };
    std::size_t m_rows = 0;
    std::vector<std::uint32_t> m_offsets; ///< by bucket, one more than buckets
    std::vector<bool> m_isCommon; ///< by bucket: left out
    std::vector<Posting> m_postings;
};

} // namespace core::routing
