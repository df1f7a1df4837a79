#include "core/engine/draft_expectation.h"

#include "core/conformal/sample_size_planner.h"
#include "core/engine/certification_forecast.h"
#include "core/engine/evidence_certification.h"

#include <algorithm>

namespace core::engine {

namespace {

/// No tier accepts anything, and why.
std::vector<domain::Certificate> uncertified(
    std::span<const domain::Tier> tiersByRank, const ports::PolicyDraft& draft, const std::string& reason)
{
    std::vector<domain::Certificate> certificates;
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        domain::Certificate certificate;
        certificate.tierId = tier.id;
        certificate.alpha = draft.alpha;
        certificate.noneReason = reason;
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

std::string refusalOf(
    const std::vector<domain::Certificate>& certificates, ports::CertificationMethod method, std::int64_t missing)
{
    if (method == ports::CertificationMethod::ConformalInitialisation) {
        return "Conformal initialisation gives no failure guarantee; it is shown for comparison and cannot be "
               "applied.";
    }
    if (certificates.empty() || isAnyCertified(certificates)) {
        return {};
    }
    return missing > 0 ? "The data cannot support this risk level: about " + std::to_string(missing)
            + " more judged answers are needed at the failure rate of the tuning answers."
                       : "The data cannot support this risk level. " + certificates.front().noneReason;
}

} // namespace

bool isAnyCertified(std::span<const domain::Certificate> certificates)
{
    return std::any_of(certificates.begin(), certificates.end(),
        [](const domain::Certificate& certificate) { return certificate.threshold.has_value(); });
}

std::int64_t missingFor(
    const CertificationEvidence& judged, const RiskChoice& risk, std::span<const domain::Tier> tiersByRank)
{
    const Result<RiskChoice> choice = choiceForPlanning(risk, judged);
    if (!choice) {
        return 0;
    }
    const std::string& tierId = tiersByRank.front().id;
    const ports::RiskTarget target{choice->alpha, firstTierDelta(*choice, tiersByRank.size() - 1)};
    const auto tuning = judgedAnswersOf(judged.tuning, tierId);
    const auto calibration = judgedAnswersOf(judged.calibration, tierId).size();
    const auto plan = conformal::planCertification(target, forecastFrom(tuning, calibration, target));
    return plan ? plan->judgedMissing : 0;
}

DraftExpectation expectationOf(const Result<CertificationEvidence>& judged, std::span<const domain::Tier> tiersByRank,
    const ports::PolicyDraft& draft, const RiskChoice& risk, const ports::ThresholdCalibrator& calibrator)
{
    auto certified = judged
        ? certifyOnEvidence({tiersByRank, judged->tuning, judged->calibration, *judged}, risk, calibrator)
        : Result<std::vector<domain::Certificate>>(fail(judged.error()));
    DraftExpectation expected;
    expected.certificates
        = certified ? std::move(*certified) : uncertified(tiersByRank, draft, certified.error().message);
    for (domain::Certificate& certificate : expected.certificates) {
        certificate.taskId = draft.taskId;
        certificate.labelSource = judged ? judged->labelSource : std::string();
    }
    expected.judgedMissing
        = !judged || isAnyCertified(expected.certificates) ? 0 : missingFor(*judged, risk, tiersByRank);
    expected.refusal = refusalOf(expected.certificates, draft.method, expected.judgedMissing);
    return expected;
}

} // namespace core::engine
