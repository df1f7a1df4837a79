#pragma once

#include "core/conformal/binomial_bounds.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::conformal {

/// The same items under an old and a new model.
struct PairedCounts {
    std::int64_t n = 0;
    std::int64_t gained = 0; ///< wrong before, right now
    std::int64_t lost = 0; ///< right before, wrong now

    void add(bool before, bool after);
    /// (gained - lost) / n; 0 without items.
    [[nodiscard]] double difference() const;
};

/// Exact McNemar tests: given the discordant pairs, the lost ones are Binomial(gained + lost, 1/2) when
/// neither model is better. One-sided: against "the new model is no worse". 1 without discordant pairs.
[[nodiscard]] double mcnemarWorse(const PairedCounts& counts);
[[nodiscard]] double mcnemarTwoSided(const PairedCounts& counts);

/// Score interval for the difference of paired proportions (Tango 1998), at confidence `level`. [-1, 1]
/// without items. Never Wald's, which is far too short with few discordant pairs.
[[nodiscard]] Interval tangoInterval(const PairedCounts& counts, double level);

/// p-values adjusted by Holm: at most delta exactly for what holm() rejects at delta.
[[nodiscard]] std::vector<double> holmAdjusted(std::span<const double> pValues);

/// Mean of paired differences with a normal interval. Without spread the interval is the mean itself; with
/// fewer than two items it is unbounded.
struct MeanDifference {
    double mean = 0;
    Interval interval{};
};
[[nodiscard]] MeanDifference meanDifference(std::span<const double> differences, double level);

} // namespace core::conformal
