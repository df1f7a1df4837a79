#pragma once

#include "core/base/rng.h"
#include "core/datasets/workload/task_grammar.h"
#include "core/domain/example.h"
#include "core/domain/task.h"

#include <span>
#include <string_view>

namespace core::datasets::workload {

/// How one upper tier of the demo behaves. All figures are assumptions, shown as "simulated" wherever they
/// appear.
struct SimulatedTier {
    std::string_view model;
    double rightUsually = 0; ///< probability of a right answer on the bulk of the traffic
    double rightWhenHard = 0; ///< and on a hard slice
    double latencyMedianMs = 0; ///< for an answer of kTypicalCompletion tokens
    double latencyPerTokenMs = 0; ///< for every token more or less
    double latencyLogSigma = 0; ///< standard deviation of the logarithm
};

inline constexpr double kTypicalCompletion = 12;

/// "sim-medium" and "sim-large".
[[nodiscard]] std::span<const SimulatedTier> simulatedTiers();

/// Draws that tier's answer to `draft`, with its quality by the task's own metric.
[[nodiscard]] domain::RecordedResponse simulateResponse(
    const SimulatedTier& tier, const domain::Task& task, const Draft& draft, int instructionTokens, Rng& rng);

} // namespace core::datasets::workload
