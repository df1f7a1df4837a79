#pragma once

#include "core/domain/loop_record.h"

#include <span>

namespace core::distill {

/// What became of one distillation, in shares of the task's queries.
struct DistillationOutcome {
    double covered = 0; ///< queries near the taught texts that could have been freed (coverageOf), in (0, 1]
    double freed = 0; ///< that the challenger answers below the last tier and the champion did not
    double variance = 0; ///< of `freed`, as it was measured
};

/// Learnability of the next distillation from earlier ones: a normal random-effects model, shrunk to the prior by empirical
/// Bayes (DerSimonian & Laird 1986; Efron & Morris 1975). Each outcome measures its own learnability
///     l_i = clamp(freed_i / covered_i, 0, 1) with variance v_i = variance_i / covered_i^2,
/// which scatters by tau^2 around the workspace's mean theta. The prior .3 (.05 to .6) has s = (.6 - .05) / 3.92; half of s^2
/// belongs to theta and half to tau^2, so that without outcomes the prediction is the prior. tau^2_DL of a few outcomes is often far too small,
/// so that the prior's weighs as six of them (an interval then holds the next outcome in 91 to 95% of workspaces that are like
/// the prior, with 1 to 20 outcomes). With k of them
///     tau^2 = (6 s^2 / 2 + (k - 1) tau^2_DL) / (k + 5),  w_i = 1 / (v_i + tau^2),  w_0 = 2 / s^2,
///     theta = (.3 w_0 + sum w_i l_i) / (w_0 + sum w_i),
/// and the interval of the next one is theta +- 1.96 sqrt(1 / (w_0 + sum w_i) + tau^2), within [0, 1]. Outcomes that cover
/// nothing are left out.
[[nodiscard]] domain::Learnability estimatedLearnability(std::span<const DistillationOutcome> outcomes);

} // namespace core::distill
