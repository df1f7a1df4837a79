#pragma once

#include "core/routing/sparse_ridge.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace core::routing {

/// A judgement between two outputs on one row.
struct RowPair {
    std::size_t row = 0;
    std::size_t better = 0; ///< an output
    std::size_t worse = 0;
    double outcome = 1; ///< 1: `better` won, .5: a tie, 0: it lost
    double weight = 1;
};

/// Sum over the rows of BCE(sigmoid(d_t), quality)
///   + preference (beta) x Bradley-Terry: cross-entropy of sigmoid(d_a - d_b) with the outcome
///   + cost (lambda_c) x expected relative cost, under the choice pi = softmax(d) over the priced outputs
///   + target (lambda_q) x max(0, floor - sum pi_t quality_t), where every priced output's quality is known
///   + penalty / 2 x squared weights; d_t = bias_t + w_t . x.
struct JointLoss {
    double preference = 0.5;
    double cost = 0;
    double target = 0;
    double penalty = 1;
    std::vector<double> relativeCosts; ///< one an output, NaN: no price, left out of both terms; empty: none
    std::vector<double> floors;        ///< one a row; empty: 1
    int iterations = 60; ///< of L-BFGS
};

/// Heads whose outputs are log-odds: sigmoid(w.x + bias) is the quality.
[[nodiscard]] SparseRidge fitJointHeads(std::span<const RidgeRow> rows, std::span<const RowPair> pairs,
    std::size_t features, std::size_t outputs, const JointLoss& loss, const std::function<bool()>& isStopped = {});

} // namespace core::routing
