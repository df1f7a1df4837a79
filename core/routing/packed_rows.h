#pragma once

#include "core/routing/sparse_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace core::routing {

/// Calls `work` with a constant for one or two outputs, so that its inner loops are unrolled, and with 0 for more.
template<typename Work>
void withOutputs(std::size_t outputs, Work&& work)
{
    switch (outputs) {
    case 1:
        return work(std::integral_constant<std::size_t, 1>());
    case 2:
        return work(std::integral_constant<std::size_t, 2>());
    default:
        return work(std::integral_constant<std::size_t, 0>());
    }
}

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
        std::size_t entries = 0;
        for (const SparseVector* row : rows) {
            entries += row->size();
        }
        columns.reserve(entries);
        values.reserve(entries);
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
        withOutputs(outputs, [&](auto known) { timesOf<known.value>(v, product); });
    }

    /// X' r: one value a column and output.
    void transposedTimes(const std::vector<float>& r, std::vector<float>& product) const
    {
        withOutputs(outputs, [&](auto known) { transposedTimesOf<known.value>(r, product); });
    }

private:
    template<std::size_t Known>
    void timesOf(const std::vector<float>& v, std::vector<float>& product) const
    {
        const std::size_t count = Known != 0 ? Known : outputs;
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            float* out = &product[row * count];
            std::array<float, Known> sums{}; // not through `out`, which might alias what is read
            std::fill_n(out, count, 0.0F);
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                const float* in = &v[columns[i] * count];
                for (std::size_t k = 0; k < count; ++k) {
                    if constexpr (Known != 0) {
                        sums[k] += values[i] * in[k];
                    } else {
                        out[k] += values[i] * in[k];
                    }
                }
            }
            std::copy(sums.begin(), sums.end(), out);
        }
    }

    template<std::size_t Known>
    void transposedTimesOf(const std::vector<float>& r, std::vector<float>& product) const
    {
        const std::size_t count = Known != 0 ? Known : outputs;
        std::fill(product.begin(), product.end(), 0.0F);
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            const float* in = &r[row * count];
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                float* out = &product[columns[i] * count];
                for (std::size_t k = 0; k < count; ++k) {
                    out[k] += values[i] * in[k];
                }
            }
        }
    }
};

} // namespace core::routing
