#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace core::conformal {

struct LogisticOptions {
    double ridge = 1; ///< penalty ridge/2 * w^2 on every coefficient but the first (the intercept)
    int maxIterations = 50;
    double tolerance = 1e-10; ///< on the largest change of a coefficient
};

/// Observations with the same features: `successes` out of `trials` (fractions and weights are allowed).
struct LogisticSample {
    std::span<const double> features; ///< without the intercept
    double trials = 1;
    double successes = 0;
};

/// Coefficients, intercept first, of P(success) = 1 / (1 + exp(-(w0 + w . x))) by damped Newton steps on the
/// penalised log-likelihood. Empty when there is no sample, no trial or a value that is not finite.
[[nodiscard]] std::vector<double> fitLogistic(
    std::span<const LogisticSample> samples, const LogisticOptions& options);

[[nodiscard]] double sigmoid(double z);
/// w0 + w . x; `coefficients` has one entry more than `features`.
[[nodiscard]] double linearScore(std::span<const double> coefficients, std::span<const double> features);

} // namespace core::conformal
