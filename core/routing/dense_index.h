#pragma once

#include "core/routing/neighbour_index.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace core::routing {

/// Exact nearest neighbours by cosine over vectors of length 1, by looking at every row. Thread-safe once filled.
class DenseIndex {
public:
    DenseIndex() = default;
    /// `values`: rows one after another, each of `dimension`.
    DenseIndex(std::vector<float> values, std::size_t dimension);

    [[nodiscard]] std::size_t rows() const { return m_dimension == 0 ? 0 : m_values.size() / m_dimension; }
    [[nodiscard]] std::size_t dimension() const { return m_dimension; }
    [[nodiscard]] const std::vector<float>& values() const { return m_values; }
    [[nodiscard]] std::span<const float> row(std::size_t i) const
    {
        return std::span(m_values).subspan(i * m_dimension, m_dimension);
    }
    void add(std::span<const float> vector);

    /// At most `count`, best first, ties by row; only rows that `isAllowed` (empty: all). Nothing for a query of
    /// another dimension. A similarity below 0 counts as 0.
    [[nodiscard]] std::vector<Neighbour> nearest(std::span<const float> query, std::size_t count,
        const std::function<bool(std::size_t)>& isAllowed = {}) const;

private:
    std::vector<float> m_values;
    std::size_t m_dimension = 0;
};

} // namespace core::routing
