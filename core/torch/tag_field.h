#pragma once

#include "core/base/result.h"
#include "core/torch/bag_fit.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::torch {

/// Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over hashed token features:
///     log P(tags | text) = sum over tokens of (sum of the token's feature weights for its tag + T[previous tag, tag]) - log Z
class TagField {
public:
    /// `weights`: (buckets + tags + 1, tags); after the features' rows come those of the previous tag, the start of a text
    /// last. Whatever there is besides `tags` squares of it are the features' rows: isConsistent().
    TagField(std::size_t tags, std::vector<float> weights);
    [[nodiscard]] bool isConsistent() const;

    /// (tokens, tags) log P(tag of the token | text), by the forward-backward algorithm.
    [[nodiscard]] std::vector<double> logMarginals(std::span<const FeatureBag> bags) const;
    [[nodiscard]] std::size_t tags() const { return m_tags; }
    [[nodiscard]] const std::vector<float>& weights() const { return m_weights; }

private:
    std::size_t m_tags;
    std::uint32_t m_buckets;
    std::vector<float> m_weights;
};

struct TaggedText {
    std::vector<FeatureBag> bags; ///< one a token
    std::vector<std::size_t> tags; ///< like `bags`
};

struct TagFieldOptions {
    int epochs = 20;
    double learningRate = 0.05; ///< of AdaGrad
    double featureDropout = 0.3; ///< share of a token's features left out, anew for every visit
    std::uint64_t seed = 1;
};

/// Maximum likelihood by AdaGrad, a text at a time; the weights are the average over all steps. Deterministic for a seed.
/// `monitor` is called after every text; Cancelled when it returns false.
[[nodiscard]] Result<TagField> fitTagField(std::span<const TaggedText> texts, std::size_t tags,
    const TagFieldOptions& options, const FitMonitor& monitor);

/// Geometric mean of two distributions, normalised.
[[nodiscard]] std::vector<double> pooledDistribution(
    std::span<const double> probabilities, std::span<const double> logProbabilities);

} // namespace core::torch
