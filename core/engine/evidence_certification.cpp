#include "core/engine/evidence_certification.h"

#include "core/conformal/fixed_sequence.h"
#include "core/conformal/wording.h"
#include "core/engine/certification_forecast.h"

#include <algorithm>
#include <cmath>

namespace core::engine {

namespace {

/// What the task may spend, the judge's bounds included.
ports::RiskTarget ownTarget(const RiskChoice& risk)
{
    return {risk.alpha, risk.delta / scopeTasks(risk)};
}

RiskChoice choiceAt(const RiskChoice& risk, const conformal::JudgedTarget& judged)
{
    RiskChoice choice = risk;
    choice.alpha = judged.target.alpha;
    choice.delta = judged.target.delta * scopeTasks(risk);
    return choice;
}

/// Depends on the number of reviews alone.
Result<void> checkReviews(const RiskChoice& risk, const CertificationEvidence& judged)
{
    const ports::RiskTarget own = ownTarget(risk);
    if (const Result<void> checked = conformal::checkTarget(own); !checked) {
        return checked;
    }
    const std::int64_t wanted = conformal::reviewsForHalf(own);
    if (judged.audit.reviewed < wanted) {
        return fail(ErrorCode::InvalidArgument,
            "People have reviewed " + conformal::counted(judged.audit.reviewed, "verdict") + " of the judge; "
                + std::to_string(wanted) + " are needed before its verdicts may certify anything.");
    }
    return {};
}

/// The reviews leave nothing of alpha: looked at, and nothing certified.
std::vector<domain::Certificate> refused(
    const CertificationInput& input, const RiskChoice& risk, const std::string& reason)
{
    const auto below = input.tiersByRank.first(input.tiersByRank.size() - 1);
    std::vector<domain::Certificate> certificates;
    for (const domain::Tier& tier : below) {
        domain::Certificate certificate;
        certificate.tierId = tier.id;
        certificate.alpha = risk.alpha;
        certificate.delta = ownTarget(risk).delta / static_cast<double>(below.size());
        certificate.calibrationSize
            = static_cast<std::int64_t>(judgedAnswersOf(input.calibration, tier.id).size());
        certificate.noneReason = reason;
        if (input.judged.audit.isConsistent()) {
            certificate.noneCause = conformal::causeInJudge(ownTarget(risk), input.judged.audit);
        }
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

void judge(std::vector<ScoredExample>& examples, double answerFloor)
{
    for (ScoredExample& example : examples) {
        for (auto& [tierId, score] : example.tiers) {
            score.isFailure = std::isnan(score.quality) ? score.isFailure : score.quality < answerFloor;
        }
    }
}

} // namespace

Result<RiskChoice> choiceForPlanning(const RiskChoice& risk, const CertificationEvidence& judged)
{
    if (!judged.isJudgeReviewed) {
        return risk;
    }
    if (const Result<void> enough = checkReviews(risk, judged); !enough) {
        return fail(enough.error());
    }
    conformal::JudgeAudit withoutMisses;
    withoutMisses.reviewed = judged.audit.reviewed;
    const Result<conformal::JudgedTarget> target = conformal::targetForJudge(ownTarget(risk), withoutMisses);
    return target ? Result<RiskChoice>(choiceAt(risk, *target)) : fail(target.error());
}

Result<std::vector<domain::Certificate>> certifyOnEvidence(
    const CertificationInput& input, const RiskChoice& risk, const ports::ThresholdCalibrator& calibrator)
{
    if (!input.judged.isJudgeReviewed || input.tiersByRank.empty()) {
        return certifyTiers(input.tiersByRank, input.tuning, input.calibration, risk, calibrator);
    }
    if (const Result<void> enough = checkReviews(risk, input.judged); !enough) {
        return fail(enough.error());
    }
    const Result<conformal::JudgedTarget> judged = conformal::targetForJudge(ownTarget(risk), input.judged.audit);
    if (!judged) {
        return refused(input, risk, judged.error().message);
    }
    Result<std::vector<domain::Certificate>> certificates
        = certifyTiers(input.tiersByRank, input.tuning, input.calibration, choiceAt(risk, *judged), calibrator);
    for (std::size_t i = 0; certificates && i < certificates->size(); ++i) {
        domain::Certificate& certificate = (*certificates)[i];
        const double byRate = judged->truePositiveLow > 0 ? certificate.riskUpperBound / judged->truePositiveLow : 1.0;
        certificate.riskUpperBound = std::min({1.0, byRate, certificate.riskUpperBound + judged->missRateHigh});
        certificate.alpha = risk.alpha;
        certificate.delta += judged->deltaSpent / static_cast<double>(certificates->size());
    }
    return certificates;
}

Result<CertificationEvidence> judgedBy(
    double answerFloor, double formerFloor, const CertificationEvidence& evidence)
{
    if (answerFloor != formerFloor && evidence.isJudgeReviewed && evidence.audit.reviewed > 0) {
        return fail(ErrorCode::Conflict,
            "People have reviewed the judge by the target in force; by another one their reviews say nothing. Keep the "
            "target, or collect answers anew under the other one.");
    }
    CertificationEvidence judged = evidence;
    judge(judged.tuning, answerFloor);
    judge(judged.calibration, answerFloor);
    return judged;
}

} // namespace core::engine
