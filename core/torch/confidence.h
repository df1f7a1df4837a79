#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::torch {

/// Softmax of logits / temperature.
[[nodiscard]] std::vector<double> softmax(std::span<const float> logits, double temperature);

/// What a distribution says about its best entry.
struct DistributionSummary {
    std::size_t best = 0;
    double probability = 0;
    double margin = 0; ///< best minus second best; the probability itself when there is no second
    double entropy = 0; ///< divided by the logarithm of the number of entries; 0 for one entry
};
[[nodiscard]] DistributionSummary summaryOf(std::span<const double> distribution);

/// Temperature that minimises the negative log-likelihood of the right classes (Guo et al. 2017), within
/// [0.05, 20]. 1 when there are fewer than `kFewestForTemperature` items.
struct JudgedLogits {
    std::vector<float> logits;
    std::vector<std::uint32_t> right; ///< every class that counts as right; not empty
};
inline constexpr std::size_t kFewestForTemperature = 10;
[[nodiscard]] double fitTemperature(std::span<const JudgedLogits> items);

/// P = sigmoid(weights . x + bias).
struct LogisticModel {
    std::vector<double> weights;
    double bias = 0;

    [[nodiscard]] double probability(std::span<const double> x) const;
};

/// Newton's method on the penalised log-likelihood; targets in [0, 1]. The penalty draws towards `prior`,
/// which is what comes back when there is nothing to learn from. Platt's scaling is the case of one weight,
/// prior {1}, 0.
struct LogisticSample {
    std::vector<double> x;
    double target = 0;
};
[[nodiscard]] LogisticModel fitLogistic(std::span<const LogisticSample> samples, const LogisticModel& prior);

[[nodiscard]] double sigmoid(double value);
/// Logarithm of the odds, with the probability kept within [1e-6, 1 - 1e-6].
[[nodiscard]] double logOdds(double probability);

} // namespace core::torch
