#include "core/engine/policy_what_if.h"

#include "core/conformal/fixed_sequence.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/replay_samples.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::engine {

namespace {

constexpr std::array kCurveLevels{0.01, 0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20};

ports::Band bandFrom(const conformal::BandedValue& value, double factor = 1)
{
    return {value.value * factor, value.low50 * factor, value.high50 * factor, value.low95 * factor,
        value.high95 * factor};
}

Result<void> checkDraft(const ports::PolicyDraft& draft)
{
    if (const Result<void> checked = conformal::checkTarget({draft.alpha, draft.delta}); !checked) {
        return checked;
    }
    if (!(draft.answerFloor >= 0 && draft.answerFloor <= 1) || !(draft.auditRate >= 0 && draft.auditRate <= 1)) {
        return fail(ErrorCode::InvalidArgument, "the quality target and the audit rate lie between 0 and 1");
    }
    return {};
}

std::vector<ScoredExample> withFloor(std::span<const ScoredExample> examples, double floor)
{
    std::vector<ScoredExample> judged(examples.begin(), examples.end());
    for (ScoredExample& example : judged) {
        for (auto& [tierId, score] : example.tiers) {
            score.isFailure = std::isnan(score.quality) ? score.isFailure : score.quality < floor;
        }
    }
    return judged;
}

std::vector<ScoredExample> together(std::span<const ScoredExample> a, std::span<const ScoredExample> b)
{
    std::vector<ScoredExample> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

/// What the attempt would spend that applying the draft makes.
Result<RiskChoice> choiceFor(const RiskRecalibration& recalibration, const RiskRecalibration::Served& served,
    const ports::PolicyDraft& draft, double alpha)
{
    RiskRecalibration::Served drafted = served;
    drafted.task.policy.delta = draft.delta;
    Result<RiskChoice> choice = recalibration.nextChoice(drafted, alpha);
    if (choice) {
        choice->method = draft.method;
    }
    return choice;
}

std::string keyOf(const ports::PolicyDraft& draft)
{
    return std::to_string(draft.answerFloor) + "|" + std::to_string(draft.delta) + "|"
        + std::string(ports::toString(draft.method));
}

} // namespace

struct PolicyWhatIf::Data {
    std::string key; ///< basis that it was made under
    TimePoint readAt{};
    std::shared_ptr<const CertificationEvidence> evidence;
    conformal::ReplaySample judged; ///< the evidence
    conformal::ReplaySample traffic;
    bool isTrafficLive = false;
    bool isTrafficJudged = false;
    double queriesPerDay = 0;
};

PolicyWhatIf::PolicyWhatIf(const Clock& clock, const RiskRecalibration& recalibration,
    const ports::TrafficReplay& traffic, const ports::PolicyStore& policies,
    const ports::ThresholdCalibrator& calibrator, const WhatIfOptions& options)
    : m_clock(clock)
    , m_recalibration(recalibration)
    , m_traffic(traffic)
    , m_policies(policies)
    , m_calibrator(calibrator)
    , m_options(options)
{
}

/// When the router and the models that serve the task now took over.
Result<TimePoint> PolicyWhatIf::servedSince(const domain::TaskPolicy& policy) const
{
    const auto versions = m_policies.versions();
    if (!versions) {
        return fail(versions.error());
    }
    TimePoint since{};
    for (auto version = versions->rbegin(); version != versions->rend(); ++version) {
        const auto task = version->tasks.find(policy.taskId);
        const bool isSame = task != version->tasks.end() && task->second.routerVersion == policy.routerVersion
            && task->second.modelVersions == policy.modelVersions;
        if (!isSame) {
            break;
        }
        since = version->at;
    }
    return since;
}

Result<std::shared_ptr<const PolicyWhatIf::Data>> PolicyWhatIf::data(const RiskRecalibration::Served& served) const
{
    const std::string& taskId = served.task.task.id;
    const std::string key = certificateBasis(served.task.policy, served.tiersByRank);
    const TimePoint now = m_clock.now();
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_data.find(taskId);
        if (known != m_data.end() && known->second->key == key && now - known->second->readAt < m_options.trafficAge) {
            return known->second;
        }
    }
    const auto evidence = m_recalibration.evidence(served);
    if (!evidence) {
        return fail(evidence.error());
    }
    const Result<TimePoint> since = servedSince(served.task.policy);
    if (!since) {
        return fail(since.error());
    }
    const auto traffic = m_traffic.recent(taskId, *since, m_options.trafficLimit);
    const auto perDay = m_traffic.lastDay(taskId, now);
    if (!traffic || !perDay) {
        return fail(traffic ? perDay.error() : traffic.error());
    }
    auto made = std::make_shared<Data>();
    made->key = key;
    made->readAt = now;
    made->evidence = *evidence;
    made->judged = sampleFrom(together((*evidence)->tuning, (*evidence)->calibration), served.tiersByRank);
    made->traffic = sampleFrom(*traffic, served.tiersByRank);
    fillUnknownCosts(made->traffic, made->judged);
    made->isTrafficLive = made->traffic.size() >= static_cast<std::size_t>(m_options.leastTraffic);
    made->isTrafficJudged = made->isTrafficLive && judgedShare(made->traffic) >= 0.5;
    if (!made->isTrafficLive) {
        made->traffic = made->judged;
    }
    made->queriesPerDay = static_cast<double>(*perDay);
    const std::lock_guard lock(m_mutex);
    m_data[taskId] = made;
    m_current.erase(taskId);
    m_curves.erase(taskId);
    return std::shared_ptr<const Data>(made);
}

Result<ports::ReplayedPolicy> PolicyWhatIf::replay(
    const Data& data, std::vector<domain::Certificate> certificates, const ports::PolicyDraft& draft) const
{
    auto outcome = conformal::replayCertificates(
        certificates, draft.answerFloor, draft.auditRate, data.traffic, m_options.replay);
    if (!outcome) {
        return fail(outcome.error());
    }
    ports::ReplayedPolicy policy;
    const double perDay = data.queriesPerDay > 0 ? data.queriesPerDay : std::nan("");
    policy.costPerQueryUsd = bandFrom(outcome->costPerQueryUsd);
    policy.costPerDayUsd = bandFrom(outcome->costPerQueryUsd, perDay);
    policy.lastTierCostPerQueryUsd = bandFrom(outcome->lastTierCostUsd);
    policy.escalationRate = bandFrom(outcome->escalationRate);
    policy.auditsPerDay = bandFrom(outcome->auditsPerQuery, perDay);
    for (const conformal::BandedValue& share : outcome->tierShare) {
        policy.tierShare.push_back(bandFrom(share));
    }
    policy.flow = std::move(outcome->flow);
    if (data.isTrafficLive && !data.isTrafficJudged) {
        outcome = conformal::replayCertificates(
            certificates, draft.answerFloor, draft.auditRate, data.judged, m_options.replay);
        if (!outcome) {
            return fail(outcome.error());
        }
    }
    policy.quality = bandFrom(outcome->quality);
    policy.failureRate = bandFrom(outcome->failureRate);
    policy.certificates = std::move(certificates);
    return policy;
}

Result<ports::ReplayedPolicy> PolicyWhatIf::current(
    const Data& data, const RiskRecalibration::Served& served) const
{
    const domain::TaskPolicy& policy = served.task.policy;
    std::vector<domain::Certificate> certificates;
    std::string key = std::to_string(policy.auditRate);
    for (const domain::Tier& tier : std::span(served.tiersByRank).first(served.tiersByRank.size() - 1)) {
        domain::Certificate certificate;
        certificate.taskId = policy.taskId;
        certificate.tierId = tier.id;
        certificate.alpha = policy.alpha;
        if (const auto threshold = policy.thresholds.find(tier.id); threshold != policy.thresholds.end()) {
            certificate.threshold = threshold->second;
            key += "|" + std::to_string(threshold->second);
        }
        certificates.push_back(std::move(certificate));
    }
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_current.find(policy.taskId);
        if (known != m_current.end() && known->second.first == key) {
            return known->second.second;
        }
    }
    const ports::PolicyDraft asIs{policy.taskId, policy.answerFloor, policy.alpha, policy.delta, policy.auditRate};
    Result<ports::ReplayedPolicy> replayed = replay(data, std::move(certificates), asIs);
    if (replayed) {
        const std::lock_guard lock(m_mutex);
        m_current[policy.taskId] = {key, *replayed};
    }
    return replayed;
}

std::vector<ports::RiskCostPoint> PolicyWhatIf::curve(
    const Data& data, const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const
{
    const std::string key = keyOf(draft);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_curves.find(draft.taskId);
        if (known != m_curves.end() && known->second.first == key) {
            return known->second.second;
        }
    }
    const auto tuning = withFloor(data.evidence->tuning, draft.answerFloor);
    const auto calibration = withFloor(data.evidence->calibration, draft.answerFloor);
    conformal::ReplayOptions once = m_options.replay;
    once.resamples = 0;
    std::vector<ports::RiskCostPoint> points;
    for (const double alpha : kCurveLevels) {
        const Result<RiskChoice> next = choiceFor(m_recalibration, served, draft, alpha);
        if (!next) {
            continue;
        }
        const RiskChoice& risk = *next;
        auto certificates = certifyTiers(served.tiersByRank, tuning, calibration, risk, m_calibrator);
        if (!certificates) {
            continue;
        }
        ports::RiskCostPoint point;
        point.alpha = alpha;
        point.isCertified = std::any_of(certificates->begin(), certificates->end(),
            [](const domain::Certificate& certificate) { return certificate.threshold.has_value(); });
        const auto outcome = conformal::replayCertificates(
            std::move(*certificates), draft.answerFloor, draft.auditRate, data.traffic, once);
        if (outcome) {
            point.costPerQueryUsd = outcome->costPerQueryUsd.value;
            point.keptShare = 1 - outcome->tierShare.back().value;
            points.push_back(point);
        }
    }
    const std::lock_guard lock(m_mutex);
    m_curves[draft.taskId] = {key, points};
    return points;
}

namespace {

std::string refusalOf(const std::vector<domain::Certificate>& certificates, ports::CertificationMethod method)
{
    if (method == ports::CertificationMethod::ConformalInitialisation) {
        return "Conformal initialisation gives no failure guarantee; it is shown for comparison and cannot be "
               "applied.";
    }
    const bool isCertified = std::any_of(certificates.begin(), certificates.end(),
        [](const domain::Certificate& certificate) { return certificate.threshold.has_value(); });
    return isCertified || certificates.empty()
        ? std::string()
        : "The data cannot support this risk level. " + certificates.front().noneReason;
}

std::string noteOf(const ports::PolicyPreview& preview, int resamples, bool isTrafficJudged)
{
    std::string note = "Certified on " + std::to_string(preview.calibrationAnswers) + " calibration answers (start from "
        + std::to_string(preview.tuningAnswers) + " tuning answers), replayed on "
        + std::to_string(preview.trafficQueries)
        + (preview.isTrafficLive ? " recent queries" : " of those answers, for want of traffic") + ". 50% and 95% bands from "
        + std::to_string(resamples)
        + " bootstrap resamples of the replayed queries; they do not include the uncertainty of the thresholds.";
    if (preview.isTrafficLive && !isTrafficJudged) {
        note += " Quality and failure rate come from the judged answers, because most of the traffic is not judged.";
    }
    return note;
}

} // namespace

Result<ports::PolicyPreview> PolicyWhatIf::preview(
    const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const
{
    if (const Result<void> checked = checkDraft(draft); !checked) {
        return fail(checked.error());
    }
    const auto found = data(served);
    if (!found) {
        return fail(found.error());
    }
    const Data& known = **found;
    const Result<RiskChoice> risk = choiceFor(m_recalibration, served, draft, draft.alpha);
    if (!risk) {
        return fail(risk.error());
    }
    auto certificates = certifyTiers(served.tiersByRank, withFloor(known.evidence->tuning, draft.answerFloor),
        withFloor(known.evidence->calibration, draft.answerFloor), *risk, m_calibrator);
    if (!certificates) {
        return fail(certificates.error());
    }
    ports::PolicyPreview preview;
    preview.draft = draft;
    preview.refusal = refusalOf(*certificates, draft.method);
    auto then = replay(known, std::move(*certificates), draft);
    auto now = current(known, served);
    if (!then || !now) {
        return fail(then ? now.error() : then.error());
    }
    preview.then = std::move(*then);
    preview.now = std::move(*now);
    for (const domain::Tier& tier : served.tiersByRank) {
        preview.tierIds.push_back(tier.id);
    }
    preview.curve = curve(known, served, draft);
    preview.tuningAnswers = static_cast<std::int64_t>(known.evidence->tuning.size());
    preview.calibrationAnswers = static_cast<std::int64_t>(known.evidence->calibration.size());
    preview.trafficQueries = static_cast<std::int64_t>(known.traffic.size());
    preview.isTrafficLive = known.isTrafficLive;
    preview.queriesPerDay = known.queriesPerDay;
    preview.note = noteOf(preview, m_options.replay.resamples, known.isTrafficJudged);
    return preview;
}

} // namespace core::engine
