#include "app/engine_host.h"

#include "app/calibration_run.h"
#include "app/clustering_files.h"
#include "app/loop_scheduler.h"
#include "app/worker_launcher.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/datasets/price_map.h"
#include "core/domain/tuned_model.h"
#include "core/engine/loop/comparison_conductor.h"
#include "core/engine/loop/loop_conductor.h"
#include "core/engine/loop/model_comparison.h"

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
          m_clock, engine::RiskRecalibration::Stores{*m_stores.examples, *m_stores.policies, *m_stores.shadows, *m_stores.runs, *m_stores.requests,
              m_stores.judgedTraffic.get()},
          *m_calibrator, m_expectation))
    , m_whatIf(std::make_unique<engine::PolicyWhatIf>(
          m_clock, *m_recalibration, *m_stores.replay, *m_stores.policies, *m_calibrator))
    , m_launcher(makeWorkerLauncher(m_options.workerProgram, m_options.workspace))
    , m_loops(makeConductor())
    , m_comparisons(makeComparisons())
    , m_supervisor(std::make_unique<engine::RunSupervisor>(
          engine::RunSupervisor::Services{m_clock, *m_stores.runs, *m_launcher, m_options.workspace,
              [this](const domain::Run& run, engine::StageControl& control) {
                  return run.kind == domain::RunKind::Calibration   ? calibrate(*this, run, control)
                      : run.kind == domain::RunKind::ModelComparison ? m_comparisons->conduct(run, control)
                                                                     : m_loops->conduct(run, control);
              }},
          [this](const domain::Run& run, const engine::OnboardingResult& result) { return adopt(run, result); },
          [this] { notifyChanged(); }))
{
    m_loader->setTunedClients(&m_tunedClients);
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
    const auto certificates = m_stores.policies->certificates({}, {});
    if (!policy || !certificates) {
        return core::fail(policy ? certificates.error() : policy.error());
    }
    return m_loader->load(*policy, *certificates);
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

/// So with a tuned model, once its tier has another model than the one that it is compared with.
Result<void> EngineHost::endOvertakenComparison(domain::ChallengerTrial trial, std::span<const domain::Tier> tiers)
{
    if (std::ranges::find(tiers, trial.championStudentId, &engine::loop::championId) != tiers.end()) {
        return {};
    }
    trial.state = domain::TrialState::Stopped;
    trial.reason = "the tier has another model by now";
    trial.endedAt = m_clock.now();
    return m_stores.trials->save(trial);
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
        if (domain::isTunedModel(trial.studentId)) { // in the place of no student
            if (Result<void> ended = endOvertakenComparison(trial, *tiers); !ended) {
                return ended;
            }
            continue;
        }
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
            policy.scorerVersions.clear(); // it was certified without
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
        [this](const engine::ServingState& state, const std::string& tierId) { return m_shadowRunner->clientOf(state, tierId); },
        [this](const std::string& taskId, std::vector<domain::Certificate> certificates, const std::string& author,
            const std::string& reason, const std::function<void(domain::TaskPolicy&)>& change) {
            Result<std::vector<domain::Certificate>> held = heldBack(taskId, certificates);
            if (!held) {
                return Result<engine::loop::Promotion>(core::fail(held.error()));
            }
            const bool isHeldBack = !std::ranges::equal(
                certificates, *held, {}, &domain::Certificate::threshold, &domain::Certificate::threshold);
            Result<domain::PolicyVersion> version
                = applyCertificates(taskId, std::move(*held), author, reason, change);
            return version ? Result<engine::loop::Promotion>(engine::loop::Promotion{std::move(*version), isHeldBack})
                           : core::fail(version.error());
        },
        [this](const std::string& taskId, const engine::OnboardingResult& result) { learnCosts(taskId, result); },
        [this](const std::string& runId) {
            return keepClustering(
                m_options.workspace / "models" / "staging" / runId, *m_stores.failureMaps, *m_stores.textVectors);
        }});
}

std::unique_ptr<engine::loop::ComparisonConductor> EngineHost::makeComparisons()
{
    return std::make_unique<engine::loop::ComparisonConductor>(engine::loop::ComparisonConductor::Services{m_clock,
        *m_stores.loops, *m_stores.comparisons, *m_stores.examples, [this] { return m_engine->servingState(); },
        [this](const engine::ServingState& state, const std::string& tierId) { return m_shadowRunner->clientOf(state, tierId); },
        [this](const domain::TunedModel& tuned) {
            const auto client = m_tunedClients.client(tuned);
            return client ? *client : std::shared_ptr<const core::ports::ModelClient>();
        },
        [this](const domain::TunedModel& tuned) -> Result<std::string> {
            domain::PriceVersion version{{}, tuned.model, tuned.prices, "as compared", core::toMicroseconds(m_clock.now())};
            version.id = core::datasets::priceVersionId(version);
            const Result<void> added = m_stores.portfolio->addPriceVersion(version);
            return added ? Result<std::string>(version.id) : core::fail(added.error());
        }});
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
