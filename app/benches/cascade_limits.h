#pragma once

#include "app/benches/cascade_table.h"

#include <cstddef>
#include <cstdint>

namespace app::benches {

/// What one tier alone before the last one could keep of `queries` if more were known than a calibration sample tells.
/// Hindsight on the very queries: what is left to gain, and by what, never a result.
struct CascadeLimits {
    double meetsTarget = 0; ///< share of the tier's own answers
    /// The most that one threshold keeps with at most alpha failures among them, were it known.
    double keptKnownThreshold = 0;
    /// The most that any score keeps: every right answer, and wrong ones up to alpha.
    double keptPerfectScore = 0;
    std::int64_t costKnownThreshold = 0; ///< nanodollars: the tier is asked for all, the last tier for the rest
    std::int64_t costPerfectScore = 0; ///< the same, the rest at the last tier's mean cost
};

/// `tier` is an index below the last tier; queries that it was not offered (NaN scores) go to the last.
[[nodiscard]] CascadeLimits limitsOf(
    const CascadeSetup& setup, const CascadeQueries& queries, std::size_t tier, const PriceTable& prices);

} // namespace app::benches
