#pragma once

#include "core/conformal/fixed_sequence.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {
class Rng;
}

namespace core::conformal {

/// Populations of METHODS 1: score s uniform on (0, 1), failure probability by s.
enum class Scenario {
    Graded, ///< A: .5 (1 - s)^2
    Hard, ///< B: .02 + .6 (1 - s)
    OverconfidentTop, ///< C: as A, plus .2 for s > .97
    Hopeless, ///< D: .2
    FlatAboveAlpha, ///< E: 1.01 alpha
};

[[nodiscard]] std::string_view toString(Scenario scenario); ///< "A" ... "E"
[[nodiscard]] double failureProbability(Scenario scenario, double score, double alpha);
/// Exact P(failure | score >= threshold).
[[nodiscard]] double trueRisk(Scenario scenario, double threshold, double alpha);
[[nodiscard]] std::vector<ports::JudgedAnswer> drawAnswers(
    Scenario scenario, std::size_t count, double alpha, Rng& rng);

/// A way to choose a threshold from tuning and calibration data.
struct ThresholdMethod {
    std::string id;
    bool isCertified = false; ///< it promises violation <= delta
    std::function<std::optional<double>(std::span<const ports::JudgedAnswer> tuning,
        std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target)>
        choose;
};

/// The certified methods of this library and the labelled comparison rules.
[[nodiscard]] std::vector<ThresholdMethod> certificationMethods();
[[nodiscard]] ThresholdMethod fixedSequenceMethod(std::string id, const FixedSequenceOptions& options);

struct CertificationGrid {
    std::vector<Scenario> scenarios{Scenario::Graded, Scenario::Hard, Scenario::OverconfidentTop,
        Scenario::Hopeless, Scenario::FlatAboveAlpha};
    std::vector<std::size_t> sizes{100, 500, 2000}; ///< calibration answers; tuning has half, at least 50
    std::vector<double> alphas{0.05, 0.1};
    double delta = 0.1;
    int trials = 2000;
    std::uint64_t seed = 20260101;
};

struct CertificationRow {
    std::string method;
    bool isCertified = false;
    Scenario scenario = Scenario::Graded;
    std::size_t n = 0;
    double alpha = 0;
    double violation = 0; ///< share of trials with true risk > alpha
    double violationError = 0; ///< binomial standard error at delta: sqrt(delta (1 - delta) / trials)
    double acceptedShare = 0; ///< mean over trials, NONE counts 0
    double noneShare = 0;
};

/// Every method sees the same draws of a cell. Deterministic for a seed.
[[nodiscard]] std::vector<CertificationRow> simulateCertification(
    const CertificationGrid& grid, std::span<const ThresholdMethod> methods);

} // namespace core::conformal
