#pragma once

#include "core/torch/ngram_features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::torch {

/// Sizes of one network; see BagNetwork.
struct NetworkShape {
    std::uint32_t buckets = 1U << 16;
    std::size_t dimensions = 64; ///< D, of the pooled n-gram embedding
    std::size_t sideInputs = 0; ///< E, dense inputs beside the text: a one-hot task, a sentence's position
    std::size_t sideDimensions = 0; ///< S, their projection
    std::size_t hidden = 0; ///< H, 0: no hidden layer
    std::size_t outputs = 0; ///< C
    std::uint32_t salt = 0; ///< of the bucket mapping

    [[nodiscard]] std::size_t trunkInputs() const { return dimensions + sideDimensions; }
    [[nodiscard]] std::size_t headInputs() const { return trunkInputs() + hidden; }
};

/// Hashed embedding bag with a shared trunk, evaluated by plain loops:
///     z = [ sum of embedding rows / sqrt(number of features) ; side * P ]
///     logits = W [ z ; relu(V z + c) ] + b
/// Rows no training feature fell on are absent and count as zero.
struct BagNetwork {
    NetworkShape shape;
    std::vector<std::uint32_t> rowOf; ///< bucket -> row of `rows`, or kNoRow
    std::vector<float> rows; ///< (rows, D)
    std::vector<float> side; ///< P (E, S)
    std::vector<float> hidden; ///< V (H, D + S)
    std::vector<float> hiddenBias; ///< c (H)
    std::vector<float> head; ///< W (C, D + S + H)
    std::vector<float> headBias; ///< b (C)

    static constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;

    /// The input of the head, (D + S + H).
    [[nodiscard]] std::vector<float> encode(
        std::span<const FeatureHash> bag, std::span<const float> sideInput) const;
    /// Adds the logits to `logits` (C).
    void addLogits(
        std::span<const FeatureHash> bag, std::span<const float> sideInput, std::span<float> logits) const;
    /// True when every vector has the size that `shape` asks for: checked on what comes from a file.
    [[nodiscard]] bool isConsistent() const;
};

/// Networks trained from different seeds; their logits are averaged, which for softmax outputs is the
/// geometric mean of the probabilities.
struct BagEnsemble {
    std::vector<BagNetwork> networks; ///< at least one

    [[nodiscard]] std::vector<float> logits(
        std::span<const FeatureHash> bag, std::span<const float> sideInput = {}) const;
    [[nodiscard]] std::size_t outputs() const
    {
        return networks.empty() ? 0 : networks.front().shape.outputs;
    }
    [[nodiscard]] bool isConsistent() const;
};

/// Weight by which the sum over a bag is multiplied.
[[nodiscard]] float bagScale(std::size_t features);

/// sum += weight * row.
void addScaled(std::span<float> sum, const float* row, float weight);
[[nodiscard]] float dotProduct(const float* a, const float* b, std::size_t size);

} // namespace core::torch
