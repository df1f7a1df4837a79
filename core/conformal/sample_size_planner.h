#pragma once

#include "core/base/result.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core::conformal {

/// What the operator expects of a tier that is to be certified.
struct CertificationForecast {
    double failureRate = 0.01; ///< expected among the answers that would be accepted
    double acceptedShare = 1; ///< share of judged answers at or above the likely threshold, in (0, 1]
    double judgedPerDay = 0; ///< at the present audit rate; 0: unknown
    std::int64_t judgedAlready = 0;
    double power = 0.8; ///< wanted probability that certification succeeds
};

struct CertificationPlan {
    std::int64_t acceptedNeeded = 0; ///< judged answers at or above the threshold
    std::int64_t failuresAllowed = 0; ///< among them
    std::int64_t judgedNeeded = 0; ///< judged answers in all
    std::int64_t judgedMissing = 0; ///< of those, not yet there
    std::optional<double> days; ///< until then; absent when the audit rate is unknown or zero
};

/// InvalidArgument for values out of range and when the expected failure rate is not below alpha: then no
/// number of answers certifies.
[[nodiscard]] Result<CertificationPlan> planCertification(
    const ports::RiskTarget& target, const CertificationForecast& forecast);

/// "To certify alpha = 2% at a failure rate of 0.5% you need about 466 more judged answers, 12 days at ...".
[[nodiscard]] std::string sentenceFor(
    const CertificationPlan& plan, const ports::RiskTarget& target, const CertificationForecast& forecast);

/// Audits until the alarm shows a risk that rose to `brokenRisk` on a day of weight w_d (METHODS 2):
/// ln(1 / (w_d delta)) / KL(brokenRisk || alpha). Absent unless brokenRisk > alpha.
[[nodiscard]] std::optional<double> auditsToDetect(
    const ports::RiskTarget& target, double brokenRisk, std::int64_t day);

} // namespace core::conformal
