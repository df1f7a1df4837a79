#pragma once

#include "core/distill/distillation_loss.h"
#include "core/torch/bag_network.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace core::torch {

enum class DenseLoss {
    SoftmaxCrossEntropy, ///< targets: a distribution over the outputs
    ObservedQualities, ///< targets: qualities in [0, 1], NaN = not observed
};

/// The part of a network behind the pooled bags, as libtorch trains it: trunk, head, loss, Adam. Arrays are
/// row-major. Deterministic for a seed; one thread at a time; throws what libtorch throws.
class DenseModel {
public:
    struct Step {
        double loss = 0;
        std::vector<float> bagGradient; ///< like `bags`
    };

    virtual ~DenseModel() = default;
    /// One batch: bags (n, D), side (n, E), targets (n, C).
    [[nodiscard]] virtual Step step(
        std::vector<float>& bags, std::vector<float>& side, std::vector<float>& targets, double learningRate)
        = 0;
    /// One batch for softmax outputs, with a teacher's softened distribution (C) for each item, empty where it told nothing;
    /// see distill::distillationLoss.
    [[nodiscard]] virtual Step distil(std::vector<float>& bags, std::vector<float>& side,
        const std::vector<float>& targets, const std::vector<std::span<const double>>& softenedTeacher,
        const distill::DistillationParameters& parameters, double learningRate)
        = 0;
    /// Everything of the network but its embedding.
    virtual void copyTo(BagNetwork& network) const = 0;
};
[[nodiscard]] std::unique_ptr<DenseModel> makeDenseModel(
    const NetworkShape& shape, DenseLoss loss, double preferenceWeight, std::uint64_t seed);

/// The dual encoder's counterpart: one softmax over a sample of candidates, whose vectors are a projection of
/// their own pooled bags plus an offset of their own.
class DualModel {
public:
    struct Batch {
        std::vector<float> contexts; ///< (n, D)
        std::vector<float> replies; ///< (k, D), of the sampled candidates
        std::vector<std::int64_t> candidates; ///< (k) their numbers
        std::vector<float> logInclusion; ///< (k) taken off the logits
        std::vector<std::int64_t> targets; ///< (n) positions in `candidates`
    };
    struct Step {
        double loss = 0;
        std::vector<float> contextGradient;
        std::vector<float> replyGradient;
    };

    virtual ~DualModel() = default;
    [[nodiscard]] virtual Step step(Batch& batch, double learningRate) = 0;
    /// `replies` (candidates, D): the pooled bags of all candidates, whose vectors become the network's head.
    virtual void copyTo(BagNetwork& network, std::vector<float>& replies) const = 0;
};
[[nodiscard]] std::unique_ptr<DualModel> makeDualModel(
    const NetworkShape& shape, std::size_t candidates, std::uint64_t seed);

} // namespace core::torch
