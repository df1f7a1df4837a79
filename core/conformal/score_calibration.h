#pragma once

#include <span>
#include <vector>

namespace core::conformal {

/// A confidence in [0, 1] and whether the answer met the target. NaN confidences are left out everywhere
/// below.
struct ScoredOutcome {
    double confidence = 0;
    bool isCorrect = false;
};

/// Divides the logit by a temperature: keeps the order of scores, changes how sure they sound.
struct TemperatureScaling {
    double temperature = 1; ///< in [0.05, 20]; 1 leaves scores as they are

    [[nodiscard]] double apply(double confidence) const;
    bool operator==(const TemperatureScaling&) const = default;
};

/// Temperature of least log-loss on tuning data; 1 when there are no data.
[[nodiscard]] TemperatureScaling fitTemperature(std::span<const ScoredOutcome> tuning);

/// Non-decreasing step function by pool-adjacent-violators.
struct IsotonicMap {
    std::vector<double> scores; ///< ascending, distinct
    std::vector<double> values; ///< fitted probability at each

    /// Value at the largest known score <= `score`; the first value below all of them; NaN when never fitted.
    [[nodiscard]] double apply(double score) const;
    bool operator==(const IsotonicMap&) const = default;
};
[[nodiscard]] IsotonicMap fitIsotonic(std::span<const ScoredOutcome> tuning);

/// Weighted least-squares non-decreasing fit of `values`, in the order given.
[[nodiscard]] std::vector<double> poolAdjacentViolators(
    std::span<const double> values, std::span<const double> weights);

/// Inductive Venn-Abers predictor: isotonic fits with the new score labelled 0 and 1. One of p0, p1 is
/// calibrated under exchangeability alone.
class VennAbers {
public:
    struct Prediction {
        double p0 = 0;
        double p1 = 1;
        double p = 0.5; ///< p1 / (1 - p0 + p1)
    };

    explicit VennAbers(std::span<const ScoredOutcome> calibration);
    /// O(n). Without calibration data: p0 = 0, p1 = 1.
    [[nodiscard]] Prediction predict(double score) const;

private:
    struct Level {
        double score = 0;
        double weight = 0;
        double correct = 0;
    };
    [[nodiscard]] double fittedAt(double score, double label) const;

    std::vector<Level> m_levels; ///< ascending, distinct scores
};

} // namespace core::conformal
