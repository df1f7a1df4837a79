#include "core/conformal/sample_size_planner.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence.h"
#include "core/conformal/wording.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

namespace {

bool isEnough(std::int64_t failures, const ports::RiskTarget& target, const CertificationForecast& forecast)
{
    const std::int64_t n = smallestCertifyingCount(target.alpha, target.delta, failures);
    return binomialCdf(failures, n, forecast.failureRate) >= forecast.power;
}

/// Fewest tolerated failures at which certification succeeds with the wanted power.
std::int64_t failuresFor(const ports::RiskTarget& target, const CertificationForecast& forecast)
{
    std::int64_t high = 1;
    if (isEnough(0, target, forecast)) {
        return 0;
    }
    while (!isEnough(high, target, forecast)) {
        high *= 2;
    }
    std::int64_t low = high / 2;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (isEnough(middle, target, forecast) ? high : low) = middle;
    }
    return high;
}

Result<void> checkForecast(const ports::RiskTarget& target, const CertificationForecast& forecast)
{
    const bool isInRange = forecast.failureRate >= 0 && forecast.failureRate <= 1
        && forecast.acceptedShare > 0 && forecast.acceptedShare <= 1 && forecast.power > 0
        && forecast.power < 1 && forecast.judgedPerDay >= 0 && forecast.judgedAlready >= 0;
    if (!isInRange) {
        return fail(ErrorCode::InvalidArgument,
            "The forecast needs a failure rate in [0, 1], an accepted share in (0, 1], a power in (0, 1) and "
            "counts of 0 or more.");
    }
    // Closer than this, the answer is in the millions and means "never".
    if (forecast.failureRate > 0.98 * target.alpha) {
        return fail(ErrorCode::InvalidArgument,
            "No number of judged answers certifies a risk level of " + percent(target.alpha)
                + " when answers fail at a rate of " + percent(forecast.failureRate)
                + "; raise alpha, or let the tier keep only answers that fail less.");
    }
    return {};
}

} // namespace

Result<CertificationPlan> planCertification(
    const ports::RiskTarget& target, const CertificationForecast& forecast)
{
    for (const Result<void>& checked : {checkTarget(target), checkForecast(target, forecast)}) {
        if (!checked) {
            return fail(checked.error());
        }
    }
    CertificationPlan plan;
    plan.failuresAllowed = failuresFor(target, forecast);
    plan.acceptedNeeded = smallestCertifyingCount(target.alpha, target.delta, plan.failuresAllowed);
    plan.judgedNeeded = static_cast<std::int64_t>(
        std::ceil(static_cast<double>(plan.acceptedNeeded) / forecast.acceptedShare));
    plan.judgedMissing = std::max<std::int64_t>(0, plan.judgedNeeded - forecast.judgedAlready);
    if (forecast.judgedPerDay > 0) {
        plan.days = static_cast<double>(plan.judgedMissing) / forecast.judgedPerDay;
    }
    return plan;
}

std::string sentenceFor(
    const CertificationPlan& plan, const ports::RiskTarget& target, const CertificationForecast& forecast)
{
    std::string text = "To certify a risk level of " + percent(target.alpha) + " at a failure rate of "
        + percent(forecast.failureRate) + " you need about " + std::to_string(plan.judgedNeeded)
        + " judged answers: " + std::to_string(plan.judgedMissing) + " more";
    if (plan.days) {
        text += ", " + counted(static_cast<std::int64_t>(std::ceil(*plan.days)), "day")
            + " at the present audit rate";
    }
    return text + ".";
}

std::optional<double> auditsToDetect(const ports::RiskTarget& target, double brokenRisk, std::int64_t day)
{
    if (!checkTarget(target) || !(brokenRisk > target.alpha && brokenRisk <= 1) || day < 1) {
        return std::nullopt;
    }
    const auto d = static_cast<double>(day);
    const double weight = 1 / (d * (d + 1));
    return std::log(1 / (weight * target.delta)) / bernoulliDivergence(brokenRisk, target.alpha);
}

} // namespace core::conformal
