#include "core/conformal/fixed_sequence_calibrator.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/none_reason.h"

#include <optional>

namespace core::conformal {

namespace {

class FixedSequenceCalibrator final : public ports::ThresholdCalibrator {
public:
    explicit FixedSequenceCalibrator(const FixedSequenceOptions& options)
        : m_options(options)
    {
    }

    Result<domain::Certificate> calibrate(std::span<const ports::JudgedAnswer> tuning,
        std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target) const override
    {
        if (auto checked = checkTarget(target); !checked) {
            return fail(checked.error());
        }
        const double ratio = tuning.empty()
            ? 0.0
            : static_cast<double>(calibration.size()) / static_cast<double>(tuning.size());
        const SequencePlan plan = planSequence(tuning, ratio, target, m_options);
        return certificateFrom(runSequence(plan, calibration, target), calibration, target);
    }

private:
    FixedSequenceOptions m_options;
};

AcceptedCount totalOf(std::span<const ports::JudgedAnswer> answers)
{
    AcceptedCount total;
    for (const ports::JudgedAnswer& answer : answers) {
        ++total.accepted;
        total.failures += answer.isFailure ? 1 : 0;
    }
    return total;
}

bool isWithinRisk(const AcceptedCount& count, double alpha)
{
    return static_cast<double>(count.failures) <= alpha * static_cast<double>(count.accepted);
}

domain::NoneCause causeAt(
    domain::NoneKind kind, const SequenceStep& step, const AcceptedCount& total, double alpha)
{
    domain::NoneCause cause{kind, total.accepted, total.failures};
    cause.accepted = step.count.accepted;
    cause.failures = step.count.failures;
    cause.score = step.threshold;
    cause.alpha = alpha;
    return cause;
}

/// A threshold that is within the risk level by its own count, and has too few answers to show it.
std::optional<domain::NoneCause> shortfallOf(
    const SequenceStep& step, const AcceptedCount& total, const ports::RiskTarget& target)
{
    const std::int64_t accepted = step.count.accepted;
    if (accepted == 0 || !isWithinRisk(step.count, target.alpha)) {
        return std::nullopt;
    }
    domain::NoneCause cause = causeAt(domain::NoneKind::TooFewAbove, step, total, target.alpha);
    cause.needed = smallestCertifyingCount(target.alpha, target.delta, step.count.failures);
    cause.missing = cause.needed - accepted;
    cause.missingInAll = (cause.missing * total.accepted + accepted - 1) / accepted;
    return cause.missing > 0 ? std::optional(cause) : std::nullopt;
}

/// The threshold that is nearest to a certificate; nothing when every threshold that is within the risk level
/// by its own count has enough answers, or there is none.
std::optional<domain::NoneCause> nearestShortfall(
    const SequenceOutcome& outcome, const AcceptedCount& total, const ports::RiskTarget& target)
{
    std::optional<domain::NoneCause> nearest;
    for (const SequenceStep& step : outcome.steps) {
        const auto shortfall = shortfallOf(step, total, target);
        if (shortfall && (!nearest || shortfall->missingInAll < nearest->missingInAll)) {
            nearest = shortfall;
        }
    }
    return nearest;
}

} // namespace

std::unique_ptr<ports::ThresholdCalibrator> makeFixedSequenceCalibrator(const FixedSequenceOptions& options)
{
    return std::make_unique<FixedSequenceCalibrator>(options);
}

domain::NoneCause causeOfNone(const SequenceOutcome& outcome, std::span<const ports::JudgedAnswer> calibration,
    const ports::RiskTarget& target)
{
    const AcceptedCount total = totalOf(calibration);
    domain::NoneCause cause{domain::NoneKind::TooFewJudged, total.accepted, total.failures};
    cause.alpha = target.alpha;
    cause.needed = smallestCertifyingCount(target.alpha, target.delta, 0);
    cause.missing = cause.needed - total.accepted;
    if (cause.missing > 0) {
        return cause;
    }
    if (outcome.steps.empty()) {
        return {domain::NoneKind::NothingToTest, total.accepted, total.failures};
    }
    const auto shortfall = nearestShortfall(outcome, total, target);
    return shortfall.value_or(
        causeAt(domain::NoneKind::FailsTooOften, outcome.steps[outcome.start], total, target.alpha));
}

domain::Certificate certificateFrom(const SequenceOutcome& outcome,
    std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target)
{
    domain::Certificate certificate;
    certificate.alpha = target.alpha;
    certificate.delta = target.delta;
    certificate.calibrationSize = static_cast<std::int64_t>(calibration.size());
    if (!outcome.selected) {
        setNone(certificate, causeOfNone(outcome, calibration, target));
        return certificate;
    }
    const SequenceStep& step = outcome.steps[*outcome.selected];
    certificate.threshold = step.threshold;
    certificate.accepted = step.count.accepted;
    certificate.failures = step.count.failures;
    certificate.riskUpperBound = clopperPearsonUpper(step.count.failures, step.count.accepted, target.delta);
    return certificate;
}

} // namespace core::conformal
