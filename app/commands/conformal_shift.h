#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/ports/monitor_store.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace app::commands {

/// Kept answers of a tier under its certificate, every one judged, through the monitor as the engine runs it
/// (engine::RiskWatch, blocks of 100). Gives the number of judged answers at which the alarm rang; nothing when it
/// never did.
struct WatchedStream {
    double alpha = 0.05;
    /// The i-th kept answer failed; nothing: the stream ends.
    std::function<std::optional<bool>(std::int64_t)> next;
};
[[nodiscard]] core::Result<std::optional<std::int64_t>> alarmOf(const WatchedStream& stream);

struct ShiftOptions {
    int trials = 100; ///< splits, each with a certificate of its own
    core::ports::RiskTarget target{0.05, 0.10};
    std::int64_t auditsAfter = 4000; ///< kept answers after the change
    std::uint64_t seed = 20260105;
};

struct ShiftOutcome {
    int certified = 0; ///< trials with a threshold; the others are left out
    double soundRate = 0; ///< mean failure rate of kept answers before the change
    double shiftedRate = 0; ///< after
    double alarmsBefore = 0; ///< share of trials that rang before the change
    double detected = 0; ///< share of the others that rang after it
    double medianDelay = 0; ///< kept answers from the change to the alarm, over those that rang
    double keptShare = 0; ///< of queries after the change
};

/// Half of `sound` certifies; the other half in random order and then `shifted` (drawn with replacement) stream
/// through the monitor.
[[nodiscard]] core::Result<ShiftOutcome> simulateShift(std::span<const core::ports::JudgedAnswer> sound,
    std::span<const core::ports::JudgedAnswer> shifted, const ShiftOptions& options);

/// Share of streams of risk exactly alpha in which the alarm ever rings within `audits`.
[[nodiscard]] core::Result<double> falseAlarms(int streams, std::int64_t audits, double alpha, std::uint64_t seed);

} // namespace app::commands
