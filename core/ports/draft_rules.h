#pragma once

#include "core/domain/policy_values.h"
#include "core/ports/policy_preview.h"

namespace core::ports {

/// Whether putting the draft in force certifies the task anew. Otherwise its thresholds stay as they are, and no part
/// of delta is spent.
[[nodiscard]] inline bool certifiesAnew(const domain::TaskPolicy& inForce, const PolicyDraft& draft)
{
    using domain::isSameValue;
    const bool isRisk = !isSameValue(inForce.alpha, draft.alpha) || !isSameValue(inForce.delta, draft.delta)
        || !isSameValue(inForce.answerFloor, draft.answerFloor);
    const bool isLimited
        = draft.limits && !areSameLimits(*draft.limits, inForce.limits) && !inForce.thresholds.empty();
    return draft.recalibrates || isRisk || isLimited || draft.method != CertificationMethod::UnionBound;
}

/// The draft with what is in force in place of every value that differs from it by rounding alone: a certificate names
/// its level and target to the last bit.
[[nodiscard]] inline PolicyDraft settledOn(const domain::TaskPolicy& inForce, PolicyDraft draft)
{
    const auto settle = [](double& value, double kept) { value = domain::isSameValue(value, kept) ? kept : value; };
    settle(draft.answerFloor, inForce.answerFloor);
    settle(draft.alpha, inForce.alpha);
    settle(draft.delta, inForce.delta);
    settle(draft.auditRate, inForce.auditRate);
    if (draft.limits && areSameLimits(*draft.limits, inForce.limits)) {
        draft.limits = inForce.limits;
    }
    return draft;
}

} // namespace core::ports
