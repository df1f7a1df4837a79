#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace core::conformal {

/// One certification attempt and what it cost.
struct DeltaSpending {
    int attempt = 1; ///< 1, 2, ...
    double delta = 0; ///< level at which the attempt was run
    TimePoint at{};
    std::string reason;

    bool operator==(const DeltaSpending&) const = default;
};

/// Share of the total that attempt r may spend: 6 / (pi^2 r^2), which sums to 1 over all attempts.
[[nodiscard]] double attemptShare(int attempt);

/// How much error probability the attempts for one (task, tier) have spent. However often certification is
/// repeated, the probability that any attempt certifies wrongly stays at or below the total.
class DeltaLedger {
public:
    /// InvalidArgument unless 0 < total < 1 and `history` is a run of attempts 1, 2, ... with positive deltas
    /// whose sum stays within the total.
    [[nodiscard]] static Result<DeltaLedger> create(double total, std::vector<DeltaSpending> history = {});

    /// Level for the attempt that comes next.
    [[nodiscard]] double nextDelta() const;
    /// Records the attempt; call before its calibration data are looked at. Returns the level to use.
    double spend(TimePoint at, std::string reason);

    [[nodiscard]] double total() const { return m_total; }
    [[nodiscard]] double spent() const;
    [[nodiscard]] double remaining() const { return m_total - spent(); }
    [[nodiscard]] const std::vector<DeltaSpending>& history() const { return m_history; }

private:
    DeltaLedger(double total, std::vector<DeltaSpending> history);

    double m_total;
    std::vector<DeltaSpending> m_history;
};

} // namespace core::conformal
