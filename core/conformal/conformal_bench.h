#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace core::conformal {

/// What `routenlp bench conformal` runs on simulated data. Everything is deterministic for a seed but the
/// timings.
struct ConformalBenchOptions {
    int trials = 2000; ///< a cell of the certification grid
    int tierTrials = 500;
    int monitorStreams = 300;
    int nullStreams = 1000;
    bool withComparisons = true; ///< also run the labelled rules without a guarantee
    bool withTimings = true;
    std::string scenario; ///< of the grid, "A" ... "E"; empty: all
    std::uint64_t seed = 20260101;
};

/// Speed of the operations that the console and the gateway wait for.
struct ConformalTimings {
    double certifySeconds = 0; ///< 100,000 records x 6 tasks x 3 tiers
    double monitorUpdateNanoseconds = 0;
    double replayMilliseconds = 0; ///< what-if over 20,000 records, 200 resamples
};
[[nodiscard]] ConformalTimings measureConformalTimings(std::uint64_t seed);

/// One part of what conformalBenchJson gives, by its name; empty for an unknown one.
[[nodiscard]] std::string conformalBenchPart(const std::string& name, const ConformalBenchOptions& options);

/// JSON object with "certification", "tiers", "initialisation", "monitor" and "timings"; `progress` is called
/// with a line of text before each part.
[[nodiscard]] std::string conformalBenchJson(
    const ConformalBenchOptions& options, const std::function<void(const std::string&)>& progress = {});

} // namespace core::conformal
