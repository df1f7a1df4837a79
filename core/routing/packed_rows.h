#pragma once

#include "core/routing/sparse_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::routing {

/// The rows packed for many passes, with features renumbered to those that occur.
struct PackedRows {
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
    std::vector<std::uint32_t> featureOf; ///< column -> feature
    std::size_t outputs = 0;

    PackedRows(std::span<const SparseVector* const> rows, std::size_t features, std::size_t count)
        : outputs(count)
    {
        std::vector<std::uint32_t> columnOf(features, ~0U);
        for (const SparseVector* row : rows) {
            for (const SparseEntry& entry : *row) {
                if (columnOf[entry.index] == ~0U) {
                    columnOf[entry.index] = static_cast<std::uint32_t>(featureOf.size());
                    featureOf.push_back(entry.index);
                }
                columns.push_back(columnOf[entry.index]);
                values.push_back(entry.value);
            }
            offsets.push_back(columns.size());
        }
    }

    /// X v: one value a row and output.
    void times(const std::vector<float>& v, std::vector<float>& product) const
    {
        std::fill(product.begin(), product.end(), 0.0F);
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            float* out = &product[row * outputs];
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                const float* in = &v[columns[i] * outputs];
                for (std::size_t k = 0; k < outputs; ++k) {
                    out[k] += values[i] * in[k];
                }
            }
        }
    }

    /// X' r: one value a column and output.
    void transposedTimes(const std::vector<float>& r, std::vector<float>& product) const
    {
        std::fill(product.begin(), product.end(), 0.0F);
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            const float* in = &r[row * outputs];
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                float* out = &product[columns[i] * outputs];
                for (std::size_t k = 0; k < outputs; ++k) {
                    out[k] += values[i] * in[k];
                }
            }
        }
    }
};

} // namespace core::routing
