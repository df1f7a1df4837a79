#pragma once

#include "core/torch/ngram_features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::torch {

/// The trainable embedding table with Adam that updates only the rows a batch has touched (libtorch 1.13 has
/// no sparse optimiser; a dense step over 2^16 rows costs more than the rest of a batch). One thread at a
/// time.
class SparseEmbedding {
public:
    /// Rows get random values only where one of `bags` falls on them; the others never exist.
    SparseEmbedding(std::uint32_t buckets, std::size_t dimensions, std::uint32_t salt, std::uint64_t seed,
        std::span<const FeatureBag> bags);

    /// out (dimensions) = scaled sum of the bag's rows; remembers nothing. Features whose bucket has no row
    /// count as zero.
    void pool(std::span<const FeatureHash> bag, std::span<float> out) const;
    /// Adds the gradient of the loss with respect to a pooled bag to the gradients of its rows.
    void addGradient(std::span<const FeatureHash> bag, std::span<const float> gradient);
    /// One Adam step over the touched rows; then no row is touched.
    void step(double learningRate);

    [[nodiscard]] const std::vector<std::uint32_t>& rowOf() const { return m_rowOf; }
    [[nodiscard]] const std::vector<float>& rows() const { return m_values; }

private:
    [[nodiscard]] std::uint32_t rowFor(FeatureHash feature) const;

    std::size_t m_dimensions;
    std::uint32_t m_salt;
    std::vector<std::uint32_t> m_rowOf;
    std::vector<float> m_values;
    std::vector<float> m_mean;
    std::vector<float> m_square;
    std::vector<std::uint32_t> m_slotOf; ///< row -> slot of m_gradients in this batch, or kNoRow
    std::vector<std::uint32_t> m_touched; ///< rows of this batch
    std::vector<float> m_gradients;
    std::int64_t m_steps = 0;
};

} // namespace core::torch
