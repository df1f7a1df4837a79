// How far the judged answers are from a certificate: RiskRecalibration::progress.

#include "core/conformal/sample_size_planner.h"
#include "core/conformal/wording.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/certification_forecast.h"
#include "core/engine/confidence_fit.h"
#include "core/engine/evidence_certification.h"
#include "core/engine/risk_recalibration.h"
#include "core/engine/tier_reach.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

namespace core::engine {

namespace {

/// The newest attempt on answers judged beside the traffic; one at examples says nothing of these. `certificates`: newest
/// first.
const domain::Certificate* newestLook(const std::vector<domain::Certificate>& certificates, TimePoint since)
{
    const auto look = std::ranges::find_if(certificates, [&](const domain::Certificate& certificate) {
        return certificate.at >= since && !isOfExamples(certificate);
    });
    return look == certificates.end() ? nullptr : &*look;
}

std::string sentenceOf(const ports::EvidenceProgress& progress, double alpha, std::size_t passedBy)
{
    std::string text;
    if (progress.judged == 0 && passedBy > 0) {
        return "Not reached: the tiers before it accept all of "
            + conformal::counted(static_cast<std::int64_t>(passedBy), "judged answer") + " so far.";
    }
    if (progress.needed > 0) {
        text = std::to_string(progress.judged) + " of " + std::to_string(progress.needed)
            + " judged for a certificate of " + conformal::percent(alpha);
    } else {
        text = std::to_string(progress.judged) + " judged; at the failure rate seen so far no number certifies "
            + conformal::percent(alpha);
    }
    text += " (" + conformal::counted(progress.tuningJudged, "more answer") + " judged for tuning)";
    if (progress.isReady) {
        return text + (progress.isAutomatic ? "; certifying" : "; ready, waiting for your word") + ".";
    }
    if (progress.days) {
        text += ", " + conformal::counted(static_cast<std::int64_t>(std::ceil(*progress.days)), "day")
            + " at the present pace";
    }
    return text + ".";
}

/// Where no tier holds a threshold, certifying learns first what scores the answers.
std::vector<ScoredExample> scoredAsCertified(const RiskRecalibration::Served& served, std::vector<ScoredExample> tuning)
{
    if (served.task.policy.thresholds.empty()) {
        for (const TierConfidence& learned : learnConfidences(served.tiersByRank, tuning).better) {
            rescore(tuning, learned);
        }
    }
    return tuning;
}

} // namespace

Result<std::vector<ports::EvidenceProgress>> RiskRecalibration::progress(const Served& served) const
{
    std::vector<ports::EvidenceProgress> none;
    const std::size_t certified = certifiedTiers(served.tiersByRank, served.task.policy.thresholds);
    const bool isCollecting = served.task.shadow.share > 0 && served.task.shadow.isForCertification;
    if (!isCollecting || certified + 1 >= served.tiersByRank.size()) {
        return none;
    }
    const auto recertification = pending(served.task.task.id);
    const auto earlier = m_stores.policies.certificates(served.task.task.id, served.tiersByRank[certified].id);
    if (!recertification || !earlier) {
        return fail(!recertification ? recertification.error() : earlier.error());
    }
    const Result<TimePoint> since = openSince(served);
    const Evidence judged = since ? shadowEvidence(served, *since) : Evidence(fail(since.error()));
    if (!judged) {
        return fail(judged.error());
    }
    const Result<int> attempts = attemptsOn(served, **judged);
    const Result<RiskChoice> risk = nextChoice(served, served.task.policy.alpha, **judged);
    const Result<std::int64_t> otherwise
        = *recertification ? judgedOtherwise(served, **judged, *since) : Result<std::int64_t>(0);
    if (!attempts || !risk || !otherwise) {
        return fail(!attempts ? attempts.error() : !risk ? risk.error() : otherwise.error());
    }
    const auto before = std::span(served.tiersByRank).first(certified);
    const std::string& tierId = served.tiersByRank[certified].id;
    const auto tuning = judgedAnswersOf(
        escalatedPast(scoredAsCertified(served, (*judged)->tuning), before, served.task.policy.thresholds), tierId);
    const auto calibration
        = judgedAnswersOf(escalatedPast((*judged)->calibration, before, served.task.policy.thresholds), tierId);
    const Result<RiskChoice> choice = choiceForPlanning(*risk, **judged);
    const std::string missingReviews = choice ? std::string() : " " + choice.error().message;
    const RiskChoice& tested = choice ? *choice : *risk;
    const ports::RiskTarget target{tested.alpha, firstTierDelta(tested, served.tiersByRank.size() - 1 - certified)};
    ports::EvidenceProgress progress;
    progress.taskId = served.task.task.id;
    progress.tierId = tierId;
    progress.judged = static_cast<std::int64_t>(calibration.size());
    progress.tuningJudged = static_cast<std::int64_t>(tuning.size());
    progress.attempt = *attempts + 1;
    progress.isAutomatic = served.task.shadow.isAutomatic;
    progress.judge = (*judged)->labelSource;
    if (*recertification) {
        progress.since = *since;
    }
    // Only the tuning answers and the numbers of calibration answers and of reviews decide when to look at the latter.
    const conformal::CertificationForecast forecast = forecastFrom(tuning, calibration.size(), target);
    if (const auto plan = conformal::planCertification(target, forecast)) {
        progress.needed = plan->judgedNeeded;
    }
    if (const domain::Certificate* look = newestLook(*earlier, *since);
        look != nullptr && look->basis == (*judged)->basis && !look->threshold && progress.needed > 0) {
        progress.needed = std::max(progress.needed, 2 * look->calibrationSize); // a failed look is not repeated at once
    }
    progress.isReady = missingReviews.empty() && progress.needed > 0 && progress.judged >= progress.needed
        && progress.tuningJudged > 0;
    const double elapsedDays = std::chrono::duration<double, std::ratio<86'400>>(m_clock.now() - (*judged)->firstAt).count();
    if (progress.judged > 0 && progress.needed > progress.judged && elapsedDays > 0) {
        progress.days = static_cast<double>(progress.needed - progress.judged) * elapsedDays
            / static_cast<double>(progress.judged);
    }
    progress.sentence = sentenceOf(progress, risk->alpha, judgedAnswersOf((*judged)->calibration, tierId).size())
        + missingReviews;
    if (*otherwise > 0) {
        progress.sentence += " Begun anew: " + conformal::counted(*otherwise, "answer")
            + " judged since the alarm under another student, router or list of tiers "
            + (*otherwise == 1 ? "does" : "do") + " not count.";
    }
    return std::vector{progress};
}

} // namespace core::engine
