#include "core/engine/policy_what_if.h"

#include "core/conformal/fixed_sequence.h"
#include "core/engine/alarm_replay.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/draft_expectation.h"
#include "core/engine/evidence_certification.h"
#include "core/engine/replay_samples.h"
#include "core/ports/draft_rules.h"

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

/// What the attempt would spend that applying the draft makes.
Result<RiskChoice> choiceFor(const RiskRecalibration& recalibration, const RiskRecalibration::Served& served,
    const ports::PolicyDraft& draft, double alpha, const CertificationEvidence& judged)
{
    RiskRecalibration::Served drafted = served;
    drafted.task.policy.delta = draft.delta;
    Result<RiskChoice> choice = recalibration.nextChoice(drafted, alpha, judged);
    if (choice) {
        choice->method = draft.method;
    }
    return choice;
}

std::string keyOf(const ports::PolicyDraft& draft)
{
    const auto limitOf = [](const std::optional<double>& limit) { return limit ? std::to_string(*limit) : "-"; };
    return std::to_string(draft.answerFloor) + "|" + std::to_string(draft.delta) + "|"
        + std::string(ports::toString(draft.method))
        + (draft.limits ? "|" + limitOf(draft.limits->latencyMs) + "|" + limitOf(draft.limits->costUsd) : "");
}

} // namespace

Result<void> checkDraft(const ports::PolicyDraft& draft)
{
    if (const Result<void> checked = conformal::checkTarget({draft.alpha, draft.delta}); !checked) {
        return checked;
    }
    if (!(draft.answerFloor >= 0 && draft.answerFloor <= 1) || !(draft.auditRate >= 0 && draft.auditRate <= 1)) {
        return fail(ErrorCode::InvalidArgument, "the quality target and the audit rate lie between 0 and 1");
    }
    const domain::RouteLimits limits = draft.limits.value_or(domain::RouteLimits{});
    if (limits.latencyMs.value_or(1) <= 0 || limits.costUsd.value_or(1) <= 0) {
        return fail(ErrorCode::InvalidArgument, "a limit must be above 0; leave it out for none");
    }
    return {};
}

struct PolicyWhatIf::Data {
    std::string key; ///< basis that it was made under
    TimePoint readAt{};
    std::shared_ptr<const CertificationEvidence> evidence;
    conformal::ReplaySample judged; ///< the tuning part of it: how calibration answers fare under a draft is not looked at
    conformal::ReplaySample traffic;
    JudgedTraffic alarmed; ///< that the alarm is replayed on
    std::shared_ptr<const std::vector<ports::TrafficQuery>> queries; ///< that `traffic` is made of, when it is live
    bool isTrafficLive = false;
    bool isTrafficJudged = false;
    double queriesPerDay = 0;

    void sample(const RiskRecalibration::Served& served, const WhatIfOptions& options);
};

void PolicyWhatIf::Data::sample(const RiskRecalibration::Served& served, const WhatIfOptions& options)
{
    const auto leastTraffic = static_cast<std::size_t>(options.leastTraffic);
    judged = sampleFrom(evidence->tuning, served.tiersByRank);
    const domain::RouteLimits& limits = served.task.policy.limits;
    traffic = sampleFrom(*queries, served.tiersByRank, limits, served.task.scorers);
    alarmed = judgedTraffic(*queries, served.tiersByRank, limits, served.task.scorers,
        static_cast<std::size_t>(options.alarmLimit));
    fillUnknownCosts(traffic, judged);
    fillUnknownLatencies(traffic);
    isTrafficLive = traffic.size() >= leastTraffic;
    isTrafficJudged = isTrafficLive && judgedShare(traffic) >= 0.5;
    if (!isTrafficLive) {
        traffic = judged;
    }
}

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

void PolicyWhatIf::forget()
{
    const std::lock_guard lock(m_mutex);
    m_data.clear();
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
            && task->second.modelVersions == policy.modelVersions
            && task->second.scorerVersions == policy.scorerVersions;
        if (!isSame) {
            break;
        }
        since = version->at;
    }
    return since;
}

PolicyWhatIf::SharedData PolicyWhatIf::data(const RiskRecalibration::Served& served) const
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
    return read(served, key);
}

PolicyWhatIf::SharedData PolicyWhatIf::read(const RiskRecalibration::Served& served, const std::string& key) const
{
    const std::string& taskId = served.task.task.id;
    const TimePoint now = m_clock.now();
    const auto evidence = m_recalibration.evidence(served);
    if (!evidence) {
        return fail(evidence.error());
    }
    const Result<TimePoint> since = servedSince(served.task.policy);
    if (!since) {
        return fail(since.error());
    }
    auto traffic = m_traffic.recent(taskId, *since, m_options.trafficLimit);
    const auto perDay = m_traffic.lastDay(taskId, now);
    if (!traffic || !perDay) {
        return fail(traffic ? perDay.error() : traffic.error());
    }
    auto made = std::make_shared<Data>();
    made->key = key;
    made->readAt = now;
    made->evidence = *evidence;
    made->queries = std::make_shared<const std::vector<ports::TrafficQuery>>(std::move(*traffic));
    made->queriesPerDay = static_cast<double>(*perDay);
    made->sample(served, m_options);
    const std::lock_guard lock(m_mutex);
    m_data[taskId] = made;
    m_limited.erase(taskId);
    m_current.erase(taskId);
    m_curves.erase(taskId);
    return std::shared_ptr<const Data>(made);
}

PolicyWhatIf::SharedData PolicyWhatIf::limited(
    const std::shared_ptr<const Data>& inForce, const RiskRecalibration::Served& drafted) const
{
    const std::string& taskId = drafted.task.task.id;
    const std::string key = certificateBasis(drafted.task.policy, drafted.tiersByRank);
    if (key == inForce->key) {
        return inForce;
    }
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_limited.find(taskId);
        if (known != m_limited.end() && known->second->key == key) {
            return known->second;
        }
    }
    const auto evidence = m_recalibration.evidence(drafted);
    if (!evidence) {
        return fail(evidence.error());
    }
    auto made = std::make_shared<Data>();
    made->key = key;
    made->readAt = inForce->readAt;
    made->evidence = *evidence;
    made->queries = inForce->queries;
    made->queriesPerDay = inForce->queriesPerDay;
    made->sample(drafted, m_options);
    const std::lock_guard lock(m_mutex);
    m_limited[taskId] = made;
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
    policy.p99LatencyMs = bandFrom(outcome->p99LatencyMs);
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

/// The bounds behind a threshold in force.
Result<void> PolicyWhatIf::completeFromHistory(domain::Certificate& certificate) const
{
    if (!certificate.threshold) {
        return {};
    }
    const auto newestFirst = m_policies.certificates(certificate.taskId, certificate.tierId);
    if (!newestFirst) {
        return fail(newestFirst.error());
    }
    const auto found = std::find_if(newestFirst->begin(), newestFirst->end(),
        [&](const domain::Certificate& stored) { return stored.threshold == certificate.threshold; });
    if (found != newestFirst->end()) {
        certificate = *found;
    }
    return {};
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
            key += "|" + tier.id + " " + std::to_string(threshold->second);
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
    for (domain::Certificate& certificate : certificates) {
        if (const Result<void> found = completeFromHistory(certificate); !found) {
            return fail(found.error());
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

std::vector<ports::RiskCostPoint> PolicyWhatIf::curve(const Data& data, const CertificationEvidence& judged,
    const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const
{
    const std::string key = keyOf(draft);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_curves.find(draft.taskId);
        if (known != m_curves.end() && known->second.first == key) {
            return known->second.second;
        }
    }
    conformal::ReplayOptions once = m_options.replay;
    once.resamples = 0;
    std::vector<ports::RiskCostPoint> points;
    for (const double alpha : kCurveLevels) {
        const Result<RiskChoice> next = choiceFor(m_recalibration, served, draft, alpha, judged);
        if (!next) {
            continue;
        }
        auto certificates = certifyOnEvidence(
            {served.tiersByRank, judged.tuning, judged.calibration, judged}, *next, m_calibrator);
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

/// The evidence by the draft's target, with expected answers in place of the calibration answers.
Result<CertificationEvidence> expectedJudgements(
    double answerFloor, const RiskRecalibration::Served& served, const CertificationEvidence& evidence)
{
    Result<CertificationEvidence> judged = judgedBy(answerFloor, served.task.policy.answerFloor, evidence);
    if (judged) {
        judged->calibration = expectedCalibration(*judged);
    }
    return judged;
}

std::string noteOf(const ports::PolicyPreview& preview, int resamples, bool isTrafficJudged)
{
    std::string note = preview.isExpected ? "Expected by " + std::to_string(preview.tuningAnswers)
            + " tuning answers; the calibration answers, " + std::to_string(preview.calibrationAnswers)
            + " of them, are looked at when the draft is applied, which spends a part of delta. Replayed on "
                                          : "Replayed on ";
    note += std::to_string(preview.trafficQueries)
        + (preview.isTrafficLive ? " recent queries" : " tuning answers, for want of traffic") + ". 50% and 95% bands from "
        + std::to_string(resamples)
        + " bootstrap resamples of the replayed queries; they do not include the uncertainty of the thresholds.";
    if (preview.isTrafficLive) {
        note += " p99 sums the latencies of the tiers asked; a tier that was not asked takes those of its other answers.";
    }
    if (preview.isTrafficLive && !isTrafficJudged) {
        note += " Quality and failure rate come from the tuning answers, because most of the traffic is not judged.";
    }
    return note;
}

} // namespace

Result<std::string> PolicyWhatIf::refusal(
    const RiskRecalibration::Served& served, const ports::PolicyDraft& asked) const
{
    if (const Result<void> checked = checkDraft(asked); !checked) {
        return fail(checked.error());
    }
    const ports::PolicyDraft draft = ports::settledOn(served.task.policy, asked);
    if (!ports::certifiesAnew(served.task.policy, draft)) {
        return std::string();
    }
    RiskRecalibration::Served drafted = served;
    drafted.task.policy.limits = draft.limits.value_or(served.task.policy.limits);
    const auto evidence = m_recalibration.evidence(drafted);
    if (!evidence) {
        return fail(evidence.error());
    }
    const Result<RiskChoice> risk = choiceFor(m_recalibration, served, draft, draft.alpha, **evidence);
    if (!risk) {
        return fail(risk.error());
    }
    const auto judged = expectedJudgements(draft.answerFloor, served, **evidence);
    return expectationOf(judged, served.tiersByRank, draft, *risk, m_calibrator).refusal;
}

Result<ports::PolicyPreview> PolicyWhatIf::preview(
    const RiskRecalibration::Served& served, const ports::PolicyDraft& asked) const
{
    if (const Result<void> checked = checkDraft(asked); !checked) {
        return fail(checked.error());
    }
    const ports::PolicyDraft draft = ports::settledOn(served.task.policy, asked);
    const SharedData found = data(served);
    if (!found) {
        return fail(found.error());
    }
    RiskRecalibration::Served drafted = served;
    drafted.task.policy.limits = draft.limits.value_or(served.task.policy.limits);
    const SharedData underDraft = limited(*found, drafted);
    if (!underDraft) {
        return fail(underDraft.error());
    }
    const Data& known = **underDraft;
    const Result<RiskChoice> risk = choiceFor(m_recalibration, served, draft, draft.alpha, *known.evidence);
    if (!risk) {
        return fail(risk.error());
    }
    auto now = current(**found, served);
    if (!now) {
        return fail(now.error());
    }
    ports::PolicyPreview preview;
    preview.draft = asked;
    const Result<CertificationEvidence> judged = expectedJudgements(draft.answerFloor, served, *known.evidence);
    std::vector<domain::Certificate> certificates = now->certificates; // those in force, unless the draft asks for others
    preview.isExpected = ports::certifiesAnew(served.task.policy, draft);
    if (preview.isExpected) {
        DraftExpectation expected = expectationOf(judged, served.tiersByRank, draft, *risk, m_calibrator);
        certificates = std::move(expected.certificates);
        preview.judgedMissing = expected.judgedMissing;
        preview.refusal = std::move(expected.refusal);
    } else if (judged && !isAnyCertified(certificates)) {
        preview.judgedMissing = missingFor(*judged, *risk, served.tiersByRank);
    }
    if (const auto alarm = replayAlarm(known.alarmed, certificates, draft.answerFloor)) {
        preview.alarm = *alarm;
    }
    auto then = replay(known, std::move(certificates), draft);
    if (!then) {
        return fail(then.error());
    }
    preview.then = std::move(*then);
    preview.now = std::move(*now);
    for (const domain::Tier& tier : served.tiersByRank) {
        preview.tierIds.push_back(tier.id);
    }
    if (judged) {
        preview.curve = curve(known, *judged, served, draft);
    }
    preview.tuningAnswers = static_cast<std::int64_t>(known.evidence->tuning.size());
    preview.calibrationAnswers = static_cast<std::int64_t>(known.evidence->calibration.size());
    preview.trafficQueries = static_cast<std::int64_t>(known.traffic.size());
    preview.isTrafficLive = known.isTrafficLive;
    preview.queriesPerDay = known.queriesPerDay;
    preview.note = noteOf(preview, m_options.replay.resamples, known.isTrafficJudged);
    return preview;
}

} // namespace core::engine
