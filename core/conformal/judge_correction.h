#pragma once

#include "core/base/result.h"
#include "core/domain/none_cause.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>

namespace core::conformal {

/// How an automatic judge fared on a random part of its verdicts that people judged too.
struct JudgeAudit {
    std::int64_t reviewed = 0;
    std::int64_t failures = 0; ///< answers that people called failures
    std::int64_t caught = 0; ///< of those, called so by the judge too
    std::int64_t falseAlarms = 0; ///< good answers that the judge called failures

    [[nodiscard]] std::int64_t missed() const { return failures - caught; }
    [[nodiscard]] bool isConsistent() const
    {
        return caught >= 0 && caught <= failures && falseAlarms >= 0 && failures + falseAlarms <= reviewed;
    }
};

/// A target for the judge's verdicts that implies the operator's target for the truth.
struct JudgedTarget {
    ports::RiskTarget target; ///< what the judge's failure count is tested against
    double deltaSpent = 0; ///< on the judge's own error rates; the rest of delta is in `target`
    double truePositiveLow = 0; ///< lower bound of P(judge says failure | failure)
    double missRateHigh = 1; ///< upper bound of P(judge says good, and the answer is a failure)
};

/// Reviews without a miss after which the judge leaves half of alpha. Follows from the target alone, so that it may
/// decide when a judge's verdicts are looked at.
[[nodiscard]] std::int64_t reviewsForHalf(const ports::RiskTarget& target);

/// Half of delta bounds the judge, half is left for the certificate. With true-positive rate t and
/// false-positive rate f, a failure rate r is reported as q = r t + (1 - r) f (Rogan & Gladen 1978), so that
/// q <= alpha t implies r <= alpha; and with misses m, r <= q + m. Whichever of alpha t_low and alpha - m_high
/// is looser is used; each bound is exact (Clopper-Pearson) at delta / 4. Assumes that the judge errs as often
/// at one score as at another. InvalidArgument when people have not reviewed enough to imply anything, with
/// what is missing.
[[nodiscard]] Result<JudgedTarget> targetForJudge(const ports::RiskTarget& target, const JudgeAudit& audit);

/// Why targetForJudge refuses: what people reviewed leaves nothing of alpha.
[[nodiscard]] domain::NoneCause causeInJudge(const ports::RiskTarget& target, const JudgeAudit& audit);

} // namespace core::conformal
