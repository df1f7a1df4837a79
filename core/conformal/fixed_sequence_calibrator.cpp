#include "core/conformal/fixed_sequence_calibrator.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/wording.h"

#include <algorithm>
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

/// Judged answers still wanted, without a further failure, before a threshold would certify.
struct Shortfall {
    const SequenceStep* step = nullptr;
    std::int64_t needed = 0; ///< at the threshold, with the failures seen there
    std::int64_t missing = 0; ///< at the threshold
    std::int64_t judgedAll = 0; ///< at any score, if the accepted share stays as it is
};

Shortfall shortfallOf(const SequenceStep& step, std::int64_t calibrationSize, const ports::RiskTarget& target)
{
    const std::int64_t needed = smallestCertifyingCount(target.alpha, target.delta, step.count.failures);
    const std::int64_t missing = needed - step.count.accepted;
    const std::int64_t accepted = step.count.accepted;
    return {&step, needed, missing, (missing * calibrationSize + accepted - 1) / accepted};
}

/// The threshold that is nearest to a certificate; nothing when every threshold that is within the risk level
/// by its own count has enough answers, or there is none.
std::optional<Shortfall> nearestShortfall(
    const SequenceOutcome& outcome, std::int64_t calibrationSize, const ports::RiskTarget& target)
{
    std::optional<Shortfall> nearest;
    for (const SequenceStep& step : outcome.steps) {
        if (step.count.accepted == 0 || !isWithinRisk(step.count, target.alpha)) {
            continue;
        }
        const Shortfall shortfall = shortfallOf(step, calibrationSize, target);
        if (shortfall.missing > 0 && (!nearest || shortfall.judgedAll < nearest->judgedAll)) {
            nearest = shortfall;
        }
    }
    return nearest;
}

std::string countsOf(const SequenceStep& step)
{
    return counted(step.count.failures, "failure") + " among " + counted(step.count.accepted, "answer")
        + " at a score of " + decimal(step.threshold, 3) + " or more";
}

std::string tooFewAbove(const Shortfall& shortfall)
{
    return "Too few judged answers: " + countsOf(*shortfall.step) + ", where "
        + std::to_string(shortfall.needed) + " answers are needed with "
        + counted(shortfall.step->count.failures, "failure") + "; " + std::to_string(shortfall.missing)
        + " more without a further failure would do (about " + std::to_string(shortfall.judgedAll)
        + " more judged answers in all).";
}

std::string abstentionSentence(const AcceptedCount& total, double alpha)
{
    const double mu = static_cast<double>(total.failures) / static_cast<double>(total.accepted);
    return mu <= alpha ? std::string()
                       : " The tier fails on " + percent(mu)
            + " of all judged queries, so any valid rule must escalate at least "
            + percent(abstentionFloor(mu, alpha)) + " of them.";
}

} // namespace

std::unique_ptr<ports::ThresholdCalibrator> makeFixedSequenceCalibrator(const FixedSequenceOptions& options)
{
    return std::make_unique<FixedSequenceCalibrator>(options);
}

double abstentionFloor(double failureRate, double alpha)
{
    return std::max(0.0, (failureRate - alpha) / (1 - alpha));
}

std::string reasonForNone(const SequenceOutcome& outcome, std::span<const ports::JudgedAnswer> calibration,
    const ports::RiskTarget& target)
{
    const std::int64_t least = smallestCertifyingCount(target.alpha, target.delta, 0);
    const AcceptedCount total = totalOf(calibration);
    if (total.accepted < least) {
        return "Too few judged answers: " + std::to_string(total.accepted) + " of at least "
            + std::to_string(least) + " (with no failure) in the calibration sample; "
            + std::to_string(least - total.accepted) + " more are needed.";
    }
    if (outcome.steps.empty()) {
        return "No scored answers in the tuning sample, so there is no threshold to test; judge some answers "
               "of "
               "the tuning split.";
    }
    const std::string floor = abstentionSentence(total, target.alpha);
    if (const auto shortfall = nearestShortfall(outcome, total.accepted, target)) {
        return tooFewAbove(*shortfall) + floor;
    }
    return "Failure rate too high: " + countsOf(outcome.steps[outcome.start])
        + ", which does not show a rate of " + percent(target.alpha) + " or less." + floor;
}

domain::Certificate certificateFrom(const SequenceOutcome& outcome,
    std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target)
{
    domain::Certificate certificate;
    certificate.alpha = target.alpha;
    certificate.delta = target.delta;
    certificate.calibrationSize = static_cast<std::int64_t>(calibration.size());
    if (!outcome.selected) {
        certificate.noneReason = reasonForNone(outcome, calibration, target);
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
