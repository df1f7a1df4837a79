#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace core::conformal {

/// Parameters of one monitor (one task and tier). Stored with its state.
struct MonitorOptions {
    double alpha = 0.05;
    double delta = 0.05; ///< P(ever a false alarm) <= delta
    double watchLevel = 20000; ///< A: mean run to a false watch lamp >= A observations

    bool operator==(const MonitorOptions&) const = default;
};

/// Everything a monitor remembers. A value: storing and restoring it is exact, so a restart changes nothing.
struct MonitorState {
    static constexpr std::size_t kAlternatives = 4;

    MonitorOptions options;
    std::array<double, kAlternatives> alarmMass{}; ///< M_j
    std::array<double, kAlternatives> watchMass{}; ///< R_j
    double weightSpent = 0; ///< sum of w_k so far, at most 1
    std::int64_t day = 0; ///< days monitored so far; 0 before the first
    double weightPerObservation = 0; ///< of the current day
    std::int64_t weightsLeft = 0; ///< observations of the current day that still carry weight
    std::int64_t weighted = 0; ///< observations by observeAccepted()
    double inverseProbabilities = 0; ///< sum of 1 / pi over them
    std::int64_t observations = 0;
    std::int64_t audits = 0;
    std::int64_t failures = 0;
    std::optional<std::int64_t> alarmAt; ///< observation at which the alarm first rang; it stays
    std::optional<std::int64_t> watchAt; ///< observation at which the lamp last came on; absent: off

    bool operator==(const MonitorState&) const = default;
};

/// Evidence after one observation, for the running chart.
struct Evidence {
    double alarm = 1; ///< E; the alarm rings at 1 / delta
    double watch = 0; ///< the lamp comes on at A
    bool isAlarm = false; ///< has rung, now or earlier
    bool isWatch = false; ///< the lamp is on
};

/// Anytime-valid alarm (restart-mixture e-process) and quicker watch lamp (e-Shiryaev-Roberts) on audited
/// losses of accepted answers (METHODS 2). The order of observations is the order of arrival: it may be any
/// that does not depend on the verdicts, so late and out-of-order audits are welcome. The clock is never
/// read.
class RiskMonitor {
public:
    /// InvalidArgument unless alpha and delta lie in (0, 1) and watchLevel is above 1.
    [[nodiscard]] static Result<RiskMonitor> create(const MonitorOptions& options);
    /// Corrupt when the state cannot have come from a monitor.
    [[nodiscard]] static Result<RiskMonitor> restore(const MonitorState& state);
    [[nodiscard]] static Result<RiskMonitor> fromJson(const std::string& json);

    /// Starts the next day with the number of observations planned for it, fixed before any of them is seen:
    /// they share the day's weight 1 / (d (d + 1)). Days count monitored days, not the calendar, so that a
    /// clock that jumps cannot spend weight.
    void beginDay(std::int64_t plannedObservations);

    /// One audited answer, where all accepted answers had the same audit probability.
    Evidence observeAudit(bool isFailure);

    /// One accepted answer, audited or not, whose own audit probability was `probability`; use it for every
    /// accepted answer when the probabilities differ. Bets follow the mean of 1 / pi over earlier answers,
    /// never this answer's own pi: a bet that grows with the stratum's risk would not be fair.
    /// InvalidArgument, and no change, unless 0 < probability <= 1.
    Result<Evidence> observeAccepted(double probability, bool isAudited, bool isFailure);

    [[nodiscard]] Evidence evidence() const;
    [[nodiscard]] const MonitorState& state() const { return m_state; }
    [[nodiscard]] std::string toJson() const;

    /// After the operator has seen to it: lamp off, its evidence starts over. The alarm stays.
    void resetWatch();

private:
    explicit RiskMonitor(const MonitorState& state);
    /// z has mean equal to the risk. `meanInverse` is the expected 1 / pi: Var z = alpha meanInverse -
    /// alpha^2.
    Evidence observe(double z, double meanInverse);

    MonitorState m_state;
};

/// Alternatives p_j = alpha {1.25, 1.5, 2, 3}, at most (1 + alpha) / 2.
[[nodiscard]] std::array<double, MonitorState::kAlternatives> alternativesFor(double alpha);

} // namespace core::conformal
