#include "app/engine_host.h"

#include "app/loop_scheduler.h"
#include "app/promise_scope.h"
#include "app/worker_launcher.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/loop/loop_conductor.h"
#include "core/engine/probation_plan.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;

namespace {

constexpr const char* kExpectationsSetting = "engine.cost_expectations";
constexpr const char* kAlarmResponseSetting = "coverage.alarm_response";
constexpr const char* kAskOperator = "ask";

} // namespace

Result<std::unique_ptr<EngineHost>> EngineHost::open(EngineHostOptions options)
{
    db::WorkspaceOptions workspaceOptions;
    workspaceOptions.createIfMissing = options.createsIfMissing;
    workspaceOptions.splitKey = options.splitKey;
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openOwner(options.workspace, workspaceOptions);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    db::Stores stores = db::openStores(**workspace);
    Result<std::string> splitKey = stores.examples->splitKey();
    if (!splitKey) {
        return core::fail(splitKey.error());
    }
    std::unique_ptr<EngineHost> host(
        new EngineHost(std::move(options), std::move(*workspace), std::move(stores), std::move(*splitKey)));
    if (Result<void> started = host->start(); !started) {
        return core::fail(started.error());
    }
    return host;
}

EngineHost::EngineHost(
    EngineHostOptions options, std::unique_ptr<db::Workspace> workspace, db::Stores stores, std::string splitKey)
    : m_options(std::move(options))
    , m_clock(m_options.clock ? *m_options.clock : m_systemClock)
    , m_workspace(std::move(workspace))
    , m_stores(std::move(stores))
    , m_splitKey(std::move(splitKey))
    , m_catalog(std::make_shared<core::providers::RecordingCatalog>())
    , m_calibrator(core::conformal::makeFixedSequenceCalibrator())
    , m_shadowRunner(std::make_unique<engine::ShadowRunner>(
          m_clock, *m_stores.shadows, *m_stores.decisions, engine::ShadowOptions{}, m_stores.trials.get()))
    , m_engine(std::make_unique<engine::QueryEngine>(m_clock, *m_stores.decisions, m_expectation, m_splitKey))
    , m_loader(std::make_unique<ServingLoader>(
          m_options.workspace, *m_stores.portfolio, *m_stores.runs, m_catalog, m_options.loaders, m_stores.shadows.get(),
          m_stores.trials.get()))
    , m_policyJournal(std::make_unique<engine::PolicyJournal>(m_clock, *m_stores.policies))
    , m_recalibration(std::make_unique<engine::RiskRecalibration>(
          m_clock, engine::RiskRecalibration::Stores{*m_stores.examples, *m_stores.policies, *m_stores.shadows},
          *m_calibrator, m_expectation))
    , m_whatIf(std::make_unique<engine::PolicyWhatIf>(
          m_clock, *m_recalibration, *m_stores.replay, *m_stores.policies, *m_calibrator))
    , m_launcher(makeWorkerLauncher(m_options.workerProgram, m_options.workspace))
    , m_loops(makeConductor())
    , m_supervisor(std::make_unique<engine::RunSupervisor>(
          engine::RunSupervisor::Services{m_clock, *m_stores.runs, *m_launcher, m_options.workspace,
              [this](const domain::Run& run, engine::StageControl& control) { return m_loops->conduct(run, control); }},
          [this](const domain::Run& run, const engine::OnboardingResult& result) { return adopt(run, result); },
          [this] { notifyChanged(); }))
{
    m_engine->setShadowRunner(m_shadowRunner.get());
}

EngineHost::~EngineHost()
{
    m_loopScheduler.reset();
    m_supervisor.reset();
    m_evidence.reset();
    m_coverageWatch.reset();
    m_engine->setShadowRunner(nullptr);
    m_shadowRunner.reset();
    m_retention.reset();
    saveExpectations();
}

Result<void> EngineHost::start()
{
    if (Result<void> closed = m_supervisor->takeOverRuns(); !closed) {
        return closed;
    }
    restoreExpectations();
    if (Result<void> loaded = reload(); !loaded) {
        return loaded;
    }
    m_retention = std::make_unique<RetentionJob>(*m_workspace, m_clock);
    m_coverageWatch = std::make_unique<CoverageWatchJob>(*m_stores.monitors,
        CoverageWatchJob::Callbacks{
            [this] { notifyChanged(); }, [this](const core::ports::WatchedTier& tier) { answerAlarm(tier); }},
        m_options.jobInterval);
    m_evidence = std::make_unique<EvidenceJob>(EvidenceJob::Callbacks{
        [this] { return m_stateRevision + m_shadowRunner->status().stored; }, [this] { return readProgress(); },
        [this](const std::string& taskId) {
            if (const auto done = certifyFromShadow(taskId, "engine"); !done) {
                spdlog::warn("certifying task '{}': {}", taskId, done.error().message);
            }
        },
        [this] { notifyChanged(); }}, m_options.jobInterval);
    m_loopScheduler = std::make_unique<LoopScheduler>(
        LoopScheduler::Services{m_clock, *m_stores.settings, *m_stores.monitors, *m_supervisor});
    return {};
}

Result<std::shared_ptr<const engine::ServingState>> EngineHost::loadState()
{
    const Result<std::optional<domain::PolicyVersion>> policy = m_stores.policies->active();
    return policy ? m_loader->load(*policy) : core::fail(policy.error());
}

Result<void> EngineHost::reload()
{
    std::unique_lock lock(m_reloadMutex);
    m_recalibration->forget(); // examples may have come or gone
    if (Result<void> ended = endOvertakenTrials(); !ended) {
        return ended;
    }
    Result<std::shared_ptr<const engine::ServingState>> state = loadState();
    if (!state) {
        return core::fail(state.error());
    }
    // Before it is published: no query is to be answered under a certificate that no longer holds.
    if (Result<void> checked = removeVoidCertificates(**state); !checked) {
        return checked;
    }
    state = loadState();
    if (!state) {
        return core::fail(state.error());
    }
    m_engine->publish(std::move(*state));
    lock.unlock();
    ++m_stateRevision;
    notifyChanged();
    return {};
}

/// A comparison with a student that is not served any more says nothing about the one that is.
Result<void> EngineHost::endOvertakenTrials()
{
    const auto trials = m_stores.trials->running();
    const auto active = m_stores.policies->active();
    const auto tiers = m_stores.portfolio->tiers();
    if (!trials || !active || !tiers) {
        return core::fail(!trials ? trials.error() : !active ? active.error() : tiers.error());
    }
    const auto tier = std::ranges::find(*tiers, domain::TierProvider::Student, &domain::Tier::provider);
    for (domain::ChallengerTrial trial : *trials) {
        std::string served;
        if (*active && tier != tiers->end() && (*active)->tasks.contains(trial.taskId)) {
            const auto& versions = (*active)->tasks.at(trial.taskId).modelVersions;
            const auto version = versions.find(tier->id);
            served = version == versions.end() ? std::string() : version->second;
        }
        if (served == trial.championStudentId) {
            continue;
        }
        const bool isPromoted = served == trial.studentId;
        trial.state = isPromoted ? domain::TrialState::Promoted : domain::TrialState::Stopped;
        trial.reason = isPromoted ? "promoted" : "another student answers the task by now";
        trial.endedAt = m_clock.now();
        if (Result<void> saved = m_stores.trials->save(trial); !saved) {
            return saved;
        }
    }
    return {};
}

Result<void> EngineHost::adopt(const domain::Run& run, const engine::OnboardingResult& result)
{
    if (run.kind == domain::RunKind::RouterTraining) {
        return {}; // served from the moment that a policy names it
    }
    const std::shared_ptr<const engine::ServingState> state = m_engine->servingState();
    const auto task = state->tasks.find(run.taskId);
    if (task == state->tasks.end()) {
        return core::fail(ErrorCode::NotFound, "task '" + run.taskId + "' was removed while its student was trained");
    }
    learnCosts(run.taskId, result);
    const auto artefactOf = [&](const std::string& kind) {
        for (const domain::Artefact& artefact : result.artefacts) {
            if (artefact.kind == kind) {
                return artefact.id;
            }
        }
        return std::string();
    };
    std::string studentTier;
    for (const domain::Tier& tier : state->tiersByRank) {
        if (tier.provider == domain::TierProvider::Student) {
            studentTier = tier.id;
        }
    }
    Result<std::vector<domain::Certificate>> certificates = heldBack(run.taskId, result.certificates);
    if (!certificates) {
        return core::fail(certificates.error());
    }
    const Result<domain::PolicyVersion> applied = applyCertificates(run.taskId, std::move(*certificates), "engine",
        "Student for " + task->second.task.name + " takes over", [&](domain::TaskPolicy& policy) {
            policy.modelVersions[studentTier] = artefactOf("student");
            policy.routerVersion = artefactOf("router");
        });
    return applied ? Result<void>{} : core::fail(applied.error());
}

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
        certificate.threshold.reset();
        certificate.noneReason = "The task is on probation: it is certified only on answers judged since the alarm.";
    }
    return certificates;
}

void EngineHost::learnCosts(const std::string& taskId, const engine::OnboardingResult& result)
{
    for (const auto& [tierId, seen] : result.observed) {
        if (m_expectation.observed(taskId, tierId).answers == 0) {
            m_expectation.add(taskId, tierId, seen);
        }
    }
    saveExpectations();
}

std::unique_ptr<engine::loop::LoopConductor> EngineHost::makeConductor()
{
    return std::make_unique<engine::loop::LoopConductor>(engine::loop::LoopConductor::Services{m_clock, *m_stores.loops, *m_stores.examples, *m_catalog, [this] { return m_engine->servingState(); },
        [this](const std::string& taskId, std::vector<domain::Certificate> certificates, const std::string& author,
            const std::string& reason, const std::function<void(domain::TaskPolicy&)>& change) {
            Result<std::vector<domain::Certificate>> held = heldBack(taskId, std::move(certificates));
            return held ? applyCertificates(taskId, std::move(*held), author, reason, change)
                        : Result<domain::PolicyVersion>(core::fail(held.error()));
        },
        [this](const std::string& taskId, const engine::OnboardingResult& result) { learnCosts(taskId, result); }});
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
    domain::TaskPolicy drafted = task->second.policy;
    change(drafted);
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
        change(policy);
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
    const bool isCertified = !certificates.empty() && std::ranges::all_of(certificates,
        [](const domain::Certificate& certificate) { return certificate.threshold.has_value(); });
    if (const Result<void> done = isCertified ? m_stores.shadows->setRecertification(taskId, std::nullopt) : Result<void>{};
        !done) {
        return core::fail(done.error());
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

/// What was judged before `since` speaks for nothing any more; a task that ran nothing in shadow does so now.
Result<void> EngineHost::collectAfresh(
    const std::string& taskId, core::TimePoint since, const std::string& reason)
{
    if (Result<void> set = m_stores.shadows->setRecertification(taskId, core::ports::Recertification{since, reason});
        !set) {
        return set;
    }
    const auto plans = m_stores.shadows->plans();
    if (!plans) {
        return core::fail(plans.error());
    }
    const auto known = plans->find(taskId);
    domain::ShadowPlan plan = known == plans->end() ? domain::ShadowPlan{} : known->second;
    if (plan.share > 0) {
        return {}; // what it leaves out runs all the same: engine::probationPlan
    }
    plan = engine::probationPlan(plan);
    plan.isAutomatic = isAlarmResponseAutomatic();
    return m_stores.shadows->savePlan(taskId, plan);
}

Result<domain::PolicyVersion> EngineHost::certifyFromShadow(const std::string& taskId, const std::string& author)
{
    const engine::RiskRecalibration::Served served = this->served(taskId);
    if (served.tiersByRank.size() < 2) {
        return core::fail(ErrorCode::NotFound, "task '" + taskId + "' has no tier that could be certified");
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
    Result<domain::PolicyVersion> version
        = applyCertificates(taskId, std::move(*certificates), author, reason, [](domain::TaskPolicy&) {});
    return version;
}

Result<domain::PolicyVersion> EngineHost::applyDraft(
    const core::ports::PolicyDraft& draft, const std::string& author, const std::string& reason)
{
    if (draft.method == core::ports::CertificationMethod::ConformalInitialisation) {
        return core::fail(ErrorCode::InvalidArgument,
            "the conformal initialisation gives no failure guarantee; it is there for comparison and cannot be "
            "put in force");
    }
    if (const Result<void> sound = engine::checkDraft(draft); !sound) {
        return core::fail(sound.error());
    }
    engine::RiskRecalibration::Served drafted = served(draft.taskId);
    const auto take = [&](domain::TaskPolicy& policy) {
        policy.answerFloor = draft.answerFloor;
        policy.alpha = draft.alpha;
        policy.delta = draft.delta;
        policy.auditRate = draft.auditRate;
        policy.limits = draft.limits.value_or(policy.limits);
    };
    if (drafted.tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "no task '" + draft.taskId + "' in this workspace");
    }
    const bool isCertifiedAnew = engine::certifiesAnew(drafted.task.policy, draft);
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

Result<void> EngineHost::settle()
{
    if (Result<void> flushed = m_stores.decisions->flush(); !flushed) {
        return flushed;
    }
    m_shadowRunner->drain();
    m_coverageWatch->catchUp();
    m_evidence->catchUp();
    return {};
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

engine::RiskRecalibration::Served EngineHost::served(const std::string& taskId)
{
    const std::shared_ptr<const engine::ServingState> state = m_engine->servingState();
    engine::RiskRecalibration::Served served;
    const auto task = state->tasks.find(taskId);
    if (task != state->tasks.end()) {
        served.task = task->second;
        served.tiersByRank = state->tiersByRank;
        served.scope = promiseScope();
        served.taskCount = static_cast<int>(state->tasks.size());
        if (auto student = m_loader->student(task->second.policy)) {
            served.student = std::move(*student);
        }
    }
    return served;
}

void EngineHost::setChangedCallback(std::function<void()> changed)
{
    const std::lock_guard lock(m_changedMutex);
    m_changed = std::move(changed);
}

void EngineHost::notifyChanged()
{
    const std::lock_guard lock(m_changedMutex);
    if (m_changed) {
        m_changed();
    }
}

void EngineHost::restoreExpectations()
{
    const Result<std::optional<std::string>> stored = m_stores.settings->value(kExpectationsSetting);
    if (!stored || !*stored) {
        return;
    }
    try {
        for (const nlohmann::json& row : nlohmann::json::parse(**stored)) {
            m_expectation.add(row.at(0), row.at(1), {row.at(2), row.at(3), row.at(4), row.at(5), row.at(6)});
        }
    } catch (const nlohmann::json::exception& error) {
        spdlog::warn("what was learnt about costs cannot be read and is learnt again: {}", error.what());
    }
}

void EngineHost::saveExpectations()
{
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& [key, seen] : m_expectation.all()) {
        rows.push_back({key.first, key.second, seen.answers, seen.promptTokens, seen.textTokens, seen.completionTokens,
            seen.latencyMs});
    }
    if (const Result<void> saved = m_stores.settings->setValue(kExpectationsSetting, rows.dump()); !saved) {
        spdlog::warn("what was learnt about costs is not saved: {}", saved.error().message);
    }
}

} // namespace app
