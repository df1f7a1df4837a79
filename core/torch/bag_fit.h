#pragma once

#include "core/base/result.h"
#include "core/distill/distillation_loss.h"
#include "core/torch/bag_network.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace core::torch {

/// What a network learns from. Exactly one of `classes` and `qualities` is filled.
struct FitData {
    std::vector<FeatureBag> bags;
    std::vector<float> side; ///< (items, shape.sideInputs)
    std::vector<std::vector<std::uint32_t>> classes; ///< per item every right class: softmax cross-entropy
    std::vector<float> qualities; ///< (items, outputs), NaN = not observed: see FitOptions
    /// Beside `classes`: a teacher's distribution per item (outputs), empty for an item that it told nothing of. No entry at
    /// all: labels alone.
    std::vector<std::vector<double>> teacher;
};

struct FitOptions {
    int epochs = 15;
    int fewestBatches = 1000; ///< small sets get as many epochs as this takes
    int mostBatches = 8000; ///< large sets get fewer epochs, at least one
    int batchSize = 32;
    double learningRate = 2e-3; ///< at the start; falls to zero along a half cosine
    double labelSmoothing = 0.05; ///< softmax only
    double featureDropout = 0; ///< share of a bag's features left out, anew for every batch
    double preferenceWeight = 0; ///< qualities only: beta of the Bradley-Terry term
    distill::DistillationParameters distillation; ///< only where FitData::teacher tells something
    std::uint64_t seed = 1;
};

/// Called after every batch with the fraction done and the running loss; false cancels.
using FitMonitor = std::function<bool(double fraction, double loss)>;

/// Trains on the calling thread. For qualities the loss is METHODS section 3:
///     sum over observed (item, output) BCE(sigmoid(d), quality)
///   + beta * sum over observed pairs a < b BCE(sigmoid(d_a - d_b), 1 / .5 / 0 for better / equal / worse)
[[nodiscard]] Result<BagNetwork> fitBagNetwork(
    const NetworkShape& shape, const FitData& data, const FitOptions& options, const FitMonitor& monitor);

/// Dual encoder: item i should be answered by candidate `classes[i].front()`. Both sides share the embedding;
/// a candidate's vector is a projection of its own bag plus an offset of its own. Sampled softmax over the
/// batch's candidates and `negatives` uniform ones, logits corrected by the log of the inclusion probability.
/// The result holds the candidates' vectors as its head, so that ranking is one matrix-vector product.
[[nodiscard]] Result<BagNetwork> fitDualEncoder(const NetworkShape& shape, const FitData& data,
    const std::vector<FeatureBag>& candidates, std::size_t negatives, const FitOptions& options,
    const FitMonitor& monitor);

/// Trains `members` networks that differ in seed and bucket mapping, at most `threads` at a time. `monitor`
/// is called on the calling thread only, `isCancelled` on any. The result does not depend on `threads`.
using MemberFit = std::function<Result<BagNetwork>(std::size_t member, const FitMonitor& monitor)>;
[[nodiscard]] Result<BagEnsemble> fitEnsemble(std::size_t members, int threads, const MemberFit& fit,
    const FitMonitor& monitor, const std::function<bool()>& isCancelled);

} // namespace core::torch
