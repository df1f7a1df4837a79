#include "core/conformal/judge_correction.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence.h"
#include "core/conformal/wording.h"

#include <algorithm>
#include <string>

namespace core::conformal {

std::int64_t reviewsForHalf(const ports::RiskTarget& target)
{
    return smallestCertifyingCount(target.alpha / 2, target.delta / 4, 0);
}

Result<JudgedTarget> targetForJudge(const ports::RiskTarget& target, const JudgeAudit& audit)
{
    if (const Result<void> checked = checkTarget(target); !checked) {
        return fail(checked.error());
    }
    const bool isConsistent = audit.caught >= 0 && audit.caught <= audit.failures && audit.falseAlarms >= 0
        && audit.failures + audit.falseAlarms <= audit.reviewed;
    if (!isConsistent) {
        return fail(ErrorCode::InvalidArgument,
            "The reviews of the judge do not add up: more failures or false alarms than reviewed answers.");
    }
    JudgedTarget judged;
    judged.deltaSpent = target.delta / 2;
    const double each = target.delta / 4;
    if (audit.failures > 0) {
        judged.truePositiveLow = 1 - clopperPearsonUpper(audit.missed(), audit.failures, each);
    }
    if (audit.reviewed > 0) {
        judged.missRateHigh = clopperPearsonUpper(audit.missed(), audit.reviewed, each);
    }
    judged.target.delta = target.delta - judged.deltaSpent;
    judged.target.alpha
        = std::max(target.alpha * judged.truePositiveLow, target.alpha - judged.missRateHigh);
    if (judged.target.alpha <= 0) {
        const std::int64_t wanted = reviewsForHalf(target);
        return fail(ErrorCode::InvalidArgument,
            "People have reviewed " + counted(audit.reviewed, "verdict") + " of the judge and found "
                + counted(audit.missed(), "missed failure")
                + ", which does not yet bound how often it is wrong; about " + std::to_string(wanted)
                + " reviews without a miss are needed.");
    }
    return judged;
}

} // namespace core::conformal
