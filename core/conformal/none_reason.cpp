#include "core/conformal/none_reason.h"

#include "core/conformal/wording.h"

#include <algorithm>

namespace core::conformal {

namespace {

using domain::NoneCause;
using domain::NoneKind;

std::string tooFewJudged(const NoneCause& cause)
{
    return "Too few judged answers: " + std::to_string(cause.judged) + " of at least " + std::to_string(cause.needed)
        + " (with no failure) in the calibration sample; " + std::to_string(cause.missing) + " more are needed.";
}

std::string countsOf(const NoneCause& cause)
{
    return counted(cause.failures, "failure") + " among " + counted(cause.accepted, "answer") + " at a score of "
        + decimal(cause.score, 3) + " or more";
}

std::string abstentionSentence(const NoneCause& cause)
{
    const double mu = static_cast<double>(cause.judgedFailures) / static_cast<double>(std::max<std::int64_t>(cause.judged, 1));
    return mu <= cause.alpha ? std::string()
                             : " The tier fails on " + percent(mu)
            + " of all judged queries, so any valid rule must escalate at least "
            + percent(abstentionFloor(mu, cause.alpha)) + " of them.";
}

std::string tooFewAbove(const NoneCause& cause)
{
    return "Too few judged answers: " + countsOf(cause) + ", where " + std::to_string(cause.needed)
        + " answers are needed with " + counted(cause.failures, "failure") + "; " + std::to_string(cause.missing)
        + " more without a further failure would do (about " + std::to_string(cause.missingInAll)
        + " more judged answers in all)." + abstentionSentence(cause);
}

std::string judgeErrs(const NoneCause& cause)
{
    return "People have reviewed " + counted(cause.judged, "verdict") + " of the judge and found "
        + counted(cause.failures, "missed failure") + ", which does not yet bound how often it is wrong; about "
        + std::to_string(cause.needed) + " reviews without a miss are needed.";
}

} // namespace

double abstentionFloor(double failureRate, double alpha)
{
    return std::max(0.0, (failureRate - alpha) / (1 - alpha));
}

std::string sentenceFor(const NoneCause& cause)
{
    switch (cause.kind) {
    case NoneKind::Unstated:
        break;
    case NoneKind::TooFewJudged:
        return tooFewJudged(cause);
    case NoneKind::TooFewAbove:
        return tooFewAbove(cause);
    case NoneKind::NothingToTest:
        return "No scored answers in the tuning sample, so there is no threshold to test; judge some answers of the "
               "tuning split.";
    case NoneKind::FailsTooOften:
        return "Failure rate too high: " + countsOf(cause) + ", which does not show a rate of " + percent(cause.alpha)
            + " or less." + abstentionSentence(cause);
    case NoneKind::LeftOut:
        return "Left out: by the tuning answers, asking this tier would cost more than it saves, because the other "
               "tiers can accept more without it. It answers nothing alone.";
    case NoneKind::Unreached:
        return "Not reached: the tiers before it accept all of " + counted(cause.judged, "judged answer")
            + " that it could have been asked for. There is nothing to certify, and it answers nothing alone.";
    case NoneKind::OnProbation:
        return "The task is on probation: it is certified only on answers judged since the alarm.";
    case NoneKind::JudgeErrs:
        return judgeErrs(cause);
    case NoneKind::ComparisonOnly:
        return "Conformal initialisation, no failure guarantee: for comparison only.";
    }
    return {};
}

void setNone(domain::Certificate& certificate, const NoneCause& cause)
{
    certificate.threshold.reset();
    certificate.noneCause = cause;
    certificate.noneReason = sentenceFor(cause);
}

} // namespace core::conformal
