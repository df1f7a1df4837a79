#pragma once

#include "core/domain/policy.h"
#include "core/domain/shadow.h"
#include "core/domain/tier.h"

#include <span>

namespace core::engine {

/// Part of a task's shadow share that goes on once nothing is left to certify: enough to learn, in time, that a tier
/// which was left out would pay now, at a tenth of what collecting evidence costs. Its judge may be the dearest tier.
inline constexpr double kSettledShare = 0.1;

/// Whether every tier below the last holds a threshold or was left out or found unreached as things are, and not all
/// hold one. `newestFirst` are certificates of any tasks.
[[nodiscard]] bool isSettled(const domain::TaskPolicy& policy, std::span<const domain::Tier> tiersByRank,
    std::span<const domain::Certificate> newestFirst);

/// What a settled task runs in shadow; a plan that only compares tiers stays as it is.
[[nodiscard]] domain::ShadowPlan settledPlan(domain::ShadowPlan own);

} // namespace core::engine
