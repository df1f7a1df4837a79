// What the host may promise: certificates put in force or made void, probation, evidence from shadow answers, alarms.

#include "app/engine_host.h"

#include "app/confidence_keeper.h"
#include "app/promise_scope.h"
#include "core/conformal/none_reason.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/probation_plan.h"
#include "core/engine/tier_reach.h"
#include "core/ports/draft_rules.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;

namespace {

constexpr const char* kAlarmResponseSetting = "coverage.alarm_response";
constexpr const char* kAskOperator = "ask";

} // namespace

/// After an alarm nothing is put in force that was certified on examples from before it.
Result<std::vector<domain::Certificate>> EngineHost::heldBack(
    const std::string& taskId, std::vector<domain::Certificate> certificates) const
{
    const auto pending = m_stores.shadows->recertifications();
    if (!pending) {
        return core::fail(pending.error());
    }
    if (!pending->contains(taskId)) {
        return certificates;
    }
    for (domain::Certificate& certificate : certificates) {
        core::conformal::setNone(certificate, {domain::NoneKind::OnProbation});
    }
    return certificates;
}

Result<domain::PolicyVersion> EngineHost::applyCertificates(const std::string& taskId,
    std::vector<domain::Certificate> certificates, const std::string& author, const std::string& reason,
    const std::function<void(domain::TaskPolicy&)>& change)
{
    const std::shared_ptr<const engine::ServingState> state = m_engine->servingState();
    const auto task = state->tasks.find(taskId);
    if (task == state->tasks.end()) {
        return core::fail(ErrorCode::NotFound, "no task '" + taskId + "' in this workspace");
    }
    const auto changeIn = [&](domain::TaskPolicy& policy) {
        const auto [router, scorers] = std::pair(policy.routerVersion, policy.scorerVersions);
        change(policy);
        if (policy.routerVersion != router && policy.scorerVersions == scorers) {
            policy.scorerVersions.clear(); // learned beside the router of before
        }
    };
    domain::TaskPolicy drafted = task->second.policy;
    changeIn(drafted);
    for (domain::Certificate& certificate : certificates) {
        certificate.at = m_clock.now();
        if (certificate.basis.empty()) { // a worker does not know what it will be served with
            certificate.basis = engine::certificateBasis(drafted, state->tiersByRank);
        }
    }
    Result<std::vector<domain::Certificate>> known = m_stores.policies->certificates({}, {});
    if (!known) {
        return core::fail(known.error());
    }
    known->insert(known->begin(), certificates.begin(), certificates.end());
    std::vector<VoidedThreshold> voided;
    const auto edit = [&](domain::PolicyVersion& version) {
        const auto [entry, isNew] = version.tasks.try_emplace(taskId, defaultPolicy(task->second.task));
        domain::TaskPolicy& policy = entry->second;
        changeIn(policy);
        for (const domain::Certificate& certificate : certificates) {
            policy.thresholds.erase(certificate.tierId);
            if (certificate.threshold) {
                policy.thresholds[certificate.tierId] = *certificate.threshold;
            }
        }
        voided = removeVoidThresholds(policy, state->tiersByRank, *known, scopeTasks(state->tasks.size()));
    };
    Result<domain::PolicyVersion> version = m_policyJournal->append(author, reason, edit, certificates);
    if (!version) {
        return version;
    }
    if (Result<void> marked = m_stores.runs->addMarker(
            domain::Marker{version->at, "policy", taskId, reason, version->id});
        !marked) {
        spdlog::warn("policy marker: {}", marked.error().message);
    }
    const bool isSettled = !certificates.empty() && std::ranges::all_of(certificates,
        [](const domain::Certificate& certificate) { return certificate.threshold || engine::isUnreached(certificate); });
    if (const Result<void> done = isSettled ? m_stores.shadows->setRecertification(taskId, std::nullopt) : Result<void>{};
        !done) {
        return core::fail(done.error());
    }
    if (isSettled) {
        m_whatIf->forget();
    }
    announceVoid(voided, version->id);
    if (Result<void> reloaded = reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return version;
}

Result<void> EngineHost::removeVoidCertificates(const engine::ServingState& state)
{
    const auto active = m_stores.policies->active();
    const auto certificates = m_stores.policies->certificates({}, {});
    if (!active || !certificates) {
        return core::fail(active ? certificates.error() : active.error());
    }
    if (!*active || state.tiersByRank.empty()) {
        return {};
    }
    std::vector<VoidedThreshold> voided;
    const auto remove = [&](domain::PolicyVersion& version) {
        voided.clear();
        for (auto& [taskId, policy] : version.tasks) {
            const auto gone
                = removeVoidThresholds(policy, state.tiersByRank, *certificates, scopeTasks(state.tasks.size()));
            voided.insert(voided.end(), gone.begin(), gone.end());
        }
    };
    domain::PolicyVersion tried = **active;
    remove(tried);
    if (voided.empty()) {
        return {};
    }
    const Result<domain::PolicyVersion> version
        = m_policyJournal->append("engine", "Certificates that no longer hold are void", remove);
    if (!version) {
        return core::fail(version.error());
    }
    const domain::Marker marker{version->at, "policy", voided.front().taskId, version->reason, version->id};
    if (Result<void> marked = m_stores.runs->addMarker(marker); !marked) {
        spdlog::warn("policy marker: {}", marked.error().message);
    }
    announceVoid(voided, version->id);
    return {};
}

void EngineHost::announceVoid(const std::vector<VoidedThreshold>& voided, const std::string& policyId)
{
    std::vector<core::ports::AlarmRow> alarms;
    for (const VoidedThreshold& threshold : voided) {
        core::ports::AlarmRow alarm;
        alarm.id = "void-" + policyId + "-" + threshold.taskId + "-" + threshold.tierId;
        alarm.at = m_clock.now();
        alarm.taskId = threshold.taskId;
        alarm.tierId = threshold.tierId;
        alarm.kind = core::ports::AlarmKind::Void;
        alarm.message = "The certificate is void and the tier accepts nothing until it is certified anew. "
            + threshold.reason;
        alarms.push_back(std::move(alarm));
    }
    const Result<void> raised = alarms.empty() ? Result<void>{} : m_stores.monitors->raise(alarms);
    if (!raised) {
        spdlog::warn("void certificates are not in the alarm history: {}", raised.error().message);
    }
}

Result<domain::PolicyVersion> EngineHost::startProbation(const std::string& taskId, const std::string& tierId,
    const std::string& author, const std::string& reason)
{
    const auto state = m_engine->servingState();
    const auto task = state->tasks.find(taskId);
    if (task == state->tasks.end() || !task->second.policy.thresholds.contains(tierId)) {
        return core::fail(ErrorCode::NotFound,
            "tier '" + tierId + "' accepts nothing of task '" + taskId + "'; there is nothing to take back");
    }
    const std::string why = "Probation: " + (reason.empty() ? "the operator's word" : reason);
    // First: a kill in between leaves a threshold in force, which the monitor answers again, and never a tier that
    // is certified anew on what was judged before the alarm.
    if (Result<void> collecting = collectAfresh(taskId, m_clock.now(), why); !collecting) {
        return core::fail(collecting.error());
    }
    Result<domain::PolicyVersion> version
        = m_policyJournal->append(author, why, [&](domain::PolicyVersion& next) {
              if (const auto policy = next.tasks.find(taskId); policy != next.tasks.end()) {
                  removeThresholdsFrom(policy->second, state->tiersByRank, tierId);
              }
          });
    if (!version) {
        return version;
    }
    const domain::Marker marker{version->at, "policy", taskId, why, version->id};
    if (Result<void> marked = m_stores.runs->addMarker(marker); !marked) {
        spdlog::warn("policy marker: {}", marked.error().message);
    }
    if (Result<void> reloaded = reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return version;
}

/// What was judged before `since` speaks for nothing any more.
Result<void> EngineHost::collectAfresh(
    const std::string& taskId, core::TimePoint since, const std::string& reason)
{
    if (Result<void> set = m_stores.shadows->setRecertification(taskId, core::ports::Recertification{since, reason});
        !set) {
        return set;
    }
    m_whatIf->forget(); // a draft is previewed on what counts from now on
    const auto plans = m_stores.shadows->plans();
    if (!plans) {
        return core::fail(plans.error());
    }
    const auto known = plans->find(taskId);
    domain::ShadowPlan plan = known == plans->end() ? domain::ShadowPlan{} : known->second;
    if (plan.share > 0) {
        return {};
    }
    // What it leaves out runs all the same, while the task is on probation and no longer: engine::probationPlan.
    plan.isAutomatic = isAlarmResponseAutomatic();
    return m_stores.shadows->savePlan(taskId, plan);
}

Result<void> EngineHost::learnConfidences(
    engine::RiskRecalibration::Served& served, const engine::CertificationEvidence& evidence)
{
    return app::learnConfidences({m_options.workspace, *m_stores.runs, m_clock}, served, evidence);
}

Result<domain::PolicyVersion> EngineHost::certifyFromShadow(const std::string& taskId, const std::string& author)
{
    engine::RiskRecalibration::Served served = this->served(taskId);
    if (served.tiersByRank.size() < 2) {
        return core::fail(ErrorCode::NotFound, "task '" + taskId + "' has no tier that could be certified");
    }
    if (served.task.policy.thresholds.empty()) { // else what holds one would be void
        const auto evidence = m_recalibration->openEvidence(served);
        const Result<void> learned = evidence ? learnConfidences(served, **evidence) : core::fail(evidence.error());
        if (!learned) {
            return core::fail(learned.error());
        }
    }
    Result<std::vector<domain::Certificate>> certificates = m_recalibration->certifyOpenTiers(served);
    if (!certificates) {
        return core::fail(certificates.error());
    }
    if (certificates->empty()) {
        return core::fail(ErrorCode::NotFound, "every tier of task '" + taskId + "' holds a threshold already");
    }
    const bool isCertified = certificates->front().threshold.has_value();
    const std::string reason = isCertified ? "Certified on answers judged beside the traffic"
                                           : "Not certified on answers judged beside the traffic";
    return applyCertificates(taskId, std::move(*certificates), author, reason,
        [&](domain::TaskPolicy& policy) { takeScorers(policy, served.task.policy); });
}

Result<domain::PolicyVersion> EngineHost::applyDraft(
    const core::ports::PolicyDraft& asked, const std::string& author, const std::string& reason)
{
    if (asked.method == core::ports::CertificationMethod::ConformalInitialisation) {
        return core::fail(ErrorCode::InvalidArgument,
            "the conformal initialisation gives no failure guarantee; it is there for comparison and cannot be "
            "put in force");
    }
    if (const Result<void> sound = engine::checkDraft(asked); !sound) {
        return core::fail(sound.error());
    }
    engine::RiskRecalibration::Served drafted = served(asked.taskId);
    if (drafted.tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "no task '" + asked.taskId + "' in this workspace");
    }
    const core::ports::PolicyDraft draft = core::ports::settledOn(drafted.task.policy, asked);
    const auto take = [&](domain::TaskPolicy& policy) {
        policy.answerFloor = draft.answerFloor;
        policy.alpha = draft.alpha;
        policy.delta = draft.delta;
        policy.auditRate = draft.auditRate;
        policy.limits = draft.limits.value_or(policy.limits);
    };
    const bool isCertifiedAnew = core::ports::certifiesAnew(drafted.task.policy, draft);
    if (isCertifiedAnew && !drafted.task.policy.thresholds.empty()) {
        // Told by the tuning answers: the calibration answers are not looked at, so that refusing spends nothing.
        const Result<std::string> refusal = m_whatIf->refusal(drafted, draft);
        if (!refusal) {
            return core::fail(refusal.error());
        }
        if (!refusal->empty()) {
            return core::fail(ErrorCode::InvalidArgument,
                "The draft would leave task '" + draft.taskId
                    + "' without a threshold and is not applied; nothing was changed. " + *refusal);
        }
    }
    drafted.judgedFloor = drafted.task.policy.answerFloor;
    take(drafted.task.policy);
    Result<std::vector<domain::Certificate>> certificates = isCertifiedAnew
        ? m_recalibration->certify(drafted, draft.alpha, draft.method)
        : Result<std::vector<domain::Certificate>>(std::vector<domain::Certificate>());
    if (!certificates) {
        return core::fail(certificates.error());
    }
    return applyCertificates(draft.taskId, std::move(*certificates), author, reason, take);
}

std::vector<core::ports::EvidenceProgress> EngineHost::evidenceProgress() const
{
    return m_evidence ? m_evidence->progress() : std::vector<core::ports::EvidenceProgress>();
}

void EngineHost::evidenceChanged()
{
    m_whatIf->forget();
    ++m_stateRevision;
}

Result<std::vector<core::ports::EvidenceProgress>> EngineHost::readProgress()
{
    std::vector<core::ports::EvidenceProgress> all;
    const auto state = m_engine->servingState();
    for (const auto& [taskId, task] : state->tasks) {
        auto progress = m_recalibration->progress(served(taskId));
        if (!progress) {
            return progress;
        }
        all.insert(all.end(), progress->begin(), progress->end());
    }
    return all;
}

Result<void> EngineHost::setShadowPlan(const std::string& taskId, const domain::ShadowPlan& plan)
{
    const auto state = m_engine->servingState();
    if (!state->tasks.contains(taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + taskId + "' in this workspace");
    }
    for (const std::string& tierId : plan.tierIds) {
        const bool isKnown = std::any_of(state->tiersByRank.begin(), state->tiersByRank.end(),
            [&](const domain::Tier& tier) { return tier.id == tierId; });
        if (!isKnown) {
            return core::fail(ErrorCode::NotFound, "no tier '" + tierId + "' in this workspace");
        }
    }
    if (Result<void> saved = m_stores.shadows->savePlan(taskId, plan); !saved) {
        return saved;
    }
    return reload();
}

core::conformal::PromiseScope EngineHost::promiseScope() const
{
    return storedPromiseScope(*m_stores.settings);
}

Result<void> EngineHost::setPromiseScope(core::conformal::PromiseScope scope)
{
    if (Result<void> set = storePromiseScope(*m_stores.settings, scope); !set) {
        return set;
    }
    return reload();
}

int EngineHost::scopeTasks(std::size_t taskCount) const
{
    return promiseScope() == core::conformal::PromiseScope::AllTasks ? static_cast<int>(taskCount) : 1;
}

void EngineHost::answerAlarm(const core::ports::WatchedTier& tier)
{
    if (!isAlarmResponseAutomatic()) {
        return;
    }
    const Result<domain::PolicyVersion> version
        = startProbation(tier.taskId, tier.tierId, "engine", "the failure rate of accepted answers is too high");
    if (!version && version.error().code != ErrorCode::NotFound) {
        spdlog::error("probation of tier '{}': {}", tier.tierId, version.error().message);
    }
}

Result<void> EngineHost::acknowledgeAlarm(const std::string& alarmId)
{
    Result<void> done = m_stores.monitors->acknowledge(alarmId, m_clock.now());
    notifyChanged();
    return done;
}

bool EngineHost::isAlarmResponseAutomatic() const
{
    const auto stored = m_stores.settings->value(kAlarmResponseSetting);
    return !stored || !*stored || **stored != kAskOperator;
}

Result<void> EngineHost::setAlarmResponse(bool isAutomatic)
{
    return m_stores.settings->setValue(kAlarmResponseSetting, isAutomatic ? "automatic" : kAskOperator);
}

} // namespace app
