#include "core/conformal/judge_correction.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence.h"
#include "core/conformal/none_reason.h"

#include <algorithm>

namespace core::conformal {

std::int64_t reviewsForHalf(const ports::RiskTarget& target)
{
    return smallestCertifyingCount(target.alpha / 2, target.delta / 4, 0);
}

domain::NoneCause causeInJudge(const ports::RiskTarget& target, const JudgeAudit& audit)
{
    domain::NoneCause cause{domain::NoneKind::JudgeErrs, audit.reviewed};
    cause.failures = audit.missed();
    cause.needed = reviewsForHalf(target);
    return cause;
}

Result<JudgedTarget> targetForJudge(const ports::RiskTarget& target, const JudgeAudit& audit)
{
    if (const Result<void> checked = checkTarget(target); !checked) {
        return fail(checked.error());
    }
    if (!audit.isConsistent()) {
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
        return fail(ErrorCode::InvalidArgument, sentenceFor(causeInJudge(target, audit)));
    }
    return judged;
}

} // namespace core::conformal
