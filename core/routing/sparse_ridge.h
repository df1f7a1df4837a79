#pragma once

#include "core/routing/sparse_text.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace core::routing {

/// One row of features with one target an output; NaN targets are unobserved.
struct RidgeRow {
    const SparseVector* features = nullptr;
    std::span<const double> targets;
    double weight = 1; ///< of its squared errors
};

struct RidgeOptions {
    double penalty = 3; ///< of the squared weights, against a sum of squared errors
    int iterations = 30; ///< at most, of conjugate gradients, all outputs side by side
    double tolerance = 1e-3; ///< done when every output's residual is this share of what it was at first
};

/// A linear head an output over shared sparse features: bias + w.x, least squares with a squared penalty.
class SparseRidge {
public:
    SparseRidge() = default;
    SparseRidge(std::vector<float> weights, std::vector<double> biases)
        : m_weights(std::move(weights))
        , m_biases(std::move(biases))
    {
    }

    /// `isStopped` is asked once an iteration; a stopped fit is unfinished.
    void fit(std::span<const RidgeRow> rows, std::size_t features, std::size_t outputs,
        const RidgeOptions& options, const std::function<bool()>& isStopped = {});
    /// Adds w.x + bias to `sums`, one an output.
    void addTo(std::span<double> sums, const SparseVector& features) const;
    [[nodiscard]] const std::vector<float>& weights() const { return m_weights; } ///< (features, outputs)
    [[nodiscard]] const std::vector<double>& biases() const { return m_biases; }

private:
    std::vector<float> m_weights;
    std::vector<double> m_biases;
};

} // namespace core::routing
