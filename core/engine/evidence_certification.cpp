#include "core/engine/evidence_certification.h"

#include <algorithm>
#include <cmath>

namespace core::engine {

namespace {

Result<conformal::JudgedTarget> targetOf(const RiskChoice& risk, const CertificationEvidence& judged)
{
    if (!judged.isJudgeReviewed) {
        conformal::JudgedTarget same;
        same.target = {risk.alpha, risk.delta};
        same.truePositiveLow = 1;
        same.missRateHigh = 0;
        return same;
    }
    return conformal::targetForJudge({risk.alpha, risk.delta}, judged.audit);
}

RiskChoice choiceAt(const RiskChoice& risk, const conformal::JudgedTarget& judged)
{
    RiskChoice choice = risk;
    choice.alpha = judged.target.alpha;
    choice.delta = judged.target.delta;
    return choice;
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

Result<RiskChoice> choiceForVerdicts(const RiskChoice& risk, const CertificationEvidence& judged)
{
    const Result<conformal::JudgedTarget> target = targetOf(risk, judged);
    return target ? Result<RiskChoice>(choiceAt(risk, *target)) : fail(target.error());
}

Result<std::vector<domain::Certificate>> certifyOnEvidence(
    const CertificationInput& input, const RiskChoice& risk, const ports::ThresholdCalibrator& calibrator)
{
    const Result<conformal::JudgedTarget> judged = targetOf(risk, input.judged);
    if (!judged) {
        return fail(judged.error());
    }
    Result<std::vector<domain::Certificate>> certificates
        = certifyTiers(input.tiersByRank, input.tuning, input.calibration, choiceAt(risk, *judged), calibrator);
    for (std::size_t i = 0; input.judged.isJudgeReviewed && certificates && i < certificates->size(); ++i) {
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
