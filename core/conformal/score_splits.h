#pragma once

#include "core/conformal/simulation.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::conformal {

/// Random halves of real scores: one half certifies (a third of it tunes), the other is the traffic.
struct SplitOptions {
    int splits = 400;
    ports::RiskTarget target{0.05, 0.10};
    std::uint64_t seed = 20260104;
};

struct SplitRow {
    std::string method;
    bool isCertified = false; ///< it promises violation <= delta
    double acceptedShare = 0; ///< of the traffic half, mean over splits; NONE counts 0
    double failureRate = 0; ///< among accepted answers, mean over splits with a threshold
    double violation = 0; ///< share of splits in which that rate exceeds alpha on the traffic half
    double violationError = 0; ///< binomial standard error at delta
    double noneShare = 0;
};

/// Every method sees the same splits. `groups` (empty, or one an answer): answers of a group, such as a document,
/// stay in one half. Deterministic for a seed.
[[nodiscard]] std::vector<SplitRow> simulateSplits(std::span<const ports::JudgedAnswer> answers,
    std::span<const int> groups, std::span<const ThresholdMethod> methods, const SplitOptions& options);

/// Positions of a random half, and the rest; groups stay together.
struct Halves {
    std::vector<std::size_t> tuning;
    std::vector<std::size_t> calibration;
    std::vector<std::size_t> traffic; ///< in random order
};
[[nodiscard]] Halves halvesOf(std::size_t count, std::span<const int> groups, Rng& rng);

} // namespace core::conformal
