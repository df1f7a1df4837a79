#include "app/engine_host.h"

#include "app/loop_scheduler.h"
#include "app/worker_launcher.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/engine/loop/loop_conductor.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

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
    , m_workspace(std::move(workspace))
    , m_stores(std::move(stores))
    , m_splitKey(std::move(splitKey))
    , m_catalog(std::make_shared<core::providers::RecordingCatalog>())
    , m_calibrator(core::conformal::makeFixedSequenceCalibrator())
    , m_engine(std::make_unique<engine::QueryEngine>(m_clock, *m_stores.decisions, m_expectation, m_splitKey))
    , m_loader(std::make_unique<ServingLoader>(
          m_options.workspace, *m_stores.portfolio, *m_stores.runs, m_catalog, m_options.loaders))
    , m_policyJournal(std::make_unique<engine::PolicyJournal>(m_clock, *m_stores.policies))
    , m_recalibration(std::make_unique<engine::RiskRecalibration>(
          m_clock, *m_stores.examples, *m_stores.policies, *m_calibrator, m_expectation))
    , m_launcher(makeWorkerLauncher(m_options.workerProgram, m_options.workspace))
    , m_loops(makeConductor())
    , m_supervisor(std::make_unique<engine::RunSupervisor>(
          engine::RunSupervisor::Services{m_clock, *m_stores.runs, *m_launcher, m_options.workspace,
              [this](const domain::Run& run, engine::StageControl& control) { return m_loops->conduct(run, control); }},
          [this](const domain::Run& run, const engine::OnboardingResult& result) { return adopt(run, result); },
          [this] { notifyChanged(); }))
{
}

EngineHost::~EngineHost()
{
    m_loopScheduler.reset();
    m_supervisor.reset();
    m_coverageWatch.reset();
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
    if (Result<void> checked = removeVoidCertificates(); !checked) {
        return checked;
    }
    m_retention = std::make_unique<RetentionJob>(*m_workspace, m_clock);
    m_coverageWatch = std::make_unique<CoverageWatchJob>(*m_stores.monitors,
        CoverageWatchJob::Callbacks{
            [this] { notifyChanged(); }, [this](const core::ports::WatchedTier& tier) { answerAlarm(tier); }});
    m_loopScheduler = std::make_unique<LoopScheduler>(
        LoopScheduler::Services{m_clock, *m_stores.settings, *m_stores.monitors, *m_supervisor});
    return {};
}

Result<void> EngineHost::reload()
{
    const Result<std::optional<domain::PolicyVersion>> policy = m_stores.policies->active();
    if (!policy) {
        return core::fail(policy.error());
    }
    Result<std::shared_ptr<const engine::ServingState>> state = m_loader->load(*policy);
    if (!state) {
        return core::fail(state.error());
    }
    m_engine->publish(std::move(*state));
    notifyChanged();
    return {};
}

Result<void> EngineHost::adopt(const domain::Run& run, const engine::OnboardingResult& result)
{
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
    const Result<domain::PolicyVersion> applied = applyCertificates(run.taskId, result.certificates, "engine",
        "Student for " + task->second.task.name + " takes over", [&](domain::TaskPolicy& policy) {
            policy.modelVersions[studentTier] = artefactOf("student");
            policy.routerVersion = artefactOf("router");
        });
    return applied ? Result<void>{} : core::fail(applied.error());
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
            return applyCertificates(taskId, std::move(certificates), author, reason, change);
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
    for (domain::Certificate& certificate : certificates) {
        certificate.at = m_clock.now();
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
        voided = removeVoidThresholds(policy, state->tiersByRank, *known);
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
    announceVoid(voided, version->id);
    if (Result<void> reloaded = reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return version;
}

Result<void> EngineHost::removeVoidCertificates()
{
    const auto active = m_stores.policies->active();
    const auto certificates = m_stores.policies->certificates({}, {});
    if (!active || !certificates) {
        return core::fail(active ? certificates.error() : active.error());
    }
    if (!*active) {
        return {};
    }
    const auto state = m_engine->servingState();
    std::vector<VoidedThreshold> voided;
    const auto remove = [&](domain::PolicyVersion& version) {
        voided.clear();
        for (auto& [taskId, policy] : version.tasks) {
            const auto gone = removeVoidThresholds(policy, state->tiersByRank, *certificates);
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
    announceVoid(voided, version->id);
    return reload();
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
