#pragma once

#include "core/domain/shadow.h"

namespace core::engine {

/// Share of the queries of a task on probation whose own plan runs nothing in shadow. All: only texts of the tuning
/// and calibration splits are drawn, the judge is the answer that the client got, and the cheaper tiers are cheap.
inline constexpr double kProbationShare = 1.0;

/// What a task runs in shadow until it is certified anew, whatever its own plan leaves out: every tier below the last,
/// because later tiers are certified on what earlier ones escalate, and for certification.
[[nodiscard]] inline domain::ShadowPlan probationPlan(domain::ShadowPlan own)
{
    own.tierIds.clear();
    own.isForCertification = true;
    own.share = own.share > 0 ? own.share : kProbationShare;
    return own;
}

} // namespace core::engine
