#include "app/serving_loader.h"

#include "core/engine/confidence_file.h"
#include "core/engine/loop/model_comparison.h"
#include "core/engine/planning_costs.h"
#include "core/engine/probation_plan.h"
#include "core/engine/settled_plan.h"
#include "core/providers/oracle_client.h"
#include "core/providers/recording_client.h"
#include "core/providers/student_client.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;
namespace ports = core::ports;

ServingLoader::ServingLoader(std::filesystem::path workspace, const ports::PortfolioStore& portfolio,
    const ports::RunStore& runs, std::shared_ptr<const core::providers::RecordingCatalog> catalog, ModelLoaders loaders,
    const ports::ShadowStore* shadows, const ports::TrialStore* trials)
    : m_workspace(std::move(workspace))
    , m_portfolio(portfolio)
    , m_runs(runs)
    , m_catalog(std::move(catalog))
    , m_loaders(std::move(loaders))
    , m_shadows(shadows)
    , m_trials(trials)
{
}

template <typename Model, typename Load>
Result<std::shared_ptr<const Model>> ServingLoader::cached(
    std::map<std::string, std::shared_ptr<const Model>>& cache, const std::string& artefactId, const Load& load)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = cache.find(artefactId); known != cache.end()) {
            return known->second;
        }
    }
    const Result<std::optional<domain::Artefact>> artefact = m_runs.artefact(artefactId);
    if (!artefact) {
        return core::fail(artefact.error());
    }
    if (!*artefact) {
        return core::fail(ErrorCode::NotFound, "the model '" + artefactId + "' is not in the workspace");
    }
    auto loaded = load(m_workspace / (*artefact)->path, (*artefact)->sha256);
    if (!loaded) {
        return core::fail(loaded.error());
    }
    std::shared_ptr<const Model> model = std::move(*loaded);
    const std::lock_guard lock(m_mutex);
    cache[artefactId] = model;
    return model;
}

Result<std::shared_ptr<const ports::Student>> ServingLoader::student(const domain::TaskPolicy& policy)
{
    if (policy.modelVersions.empty()) {
        return std::shared_ptr<const ports::Student>();
    }
    return cached(m_students, policy.modelVersions.begin()->second, m_loaders.student);
}

Result<std::shared_ptr<const ports::Router>> ServingLoader::router(const std::string& artefactId)
{
    return cached(m_routers, artefactId, m_loaders.router);
}

Result<void> ServingLoader::addRouter(engine::ServingTask& task)
{
    if (task.policy.routerVersion.empty()) {
        return {};
    }
    Result<std::shared_ptr<const ports::Router>> router
        = cached(m_routers, task.policy.routerVersion, m_loaders.router);
    if (!router) {
        return core::fail(router.error().within("router of task '" + task.task.id + "'"));
    }
    task.router = std::move(*router);
    const Result<std::optional<domain::Artefact>> artefact = m_runs.artefact(task.policy.routerVersion);
    if (artefact && *artefact) {
        task.planningCosts = engine::planningCostsFrom(task.task.id, (*artefact)->metricsJson);
    }
    return {};
}

Result<void> ServingLoader::addConfidences(engine::ServingTask& task)
{
    for (const auto& [tierId, artefactId] : task.policy.scorerVersions) {
        auto confidence = cached(m_confidences, artefactId, &engine::loadConfidence);
        if (!confidence) {
            return core::fail(
                confidence.error().within("learned confidence of tier '" + tierId + "', task '" + task.task.id + "'"));
        }
        task.scorers[tierId] = std::move(*confidence);
    }
    return {};
}

Result<void> ServingLoader::addStudents(engine::ServingState& state, const domain::Tier& tier)
{
    std::map<std::string, std::shared_ptr<const ports::Student>> students;
    for (const auto& [taskId, task] : state.tasks) {
        const auto version = task.policy.modelVersions.find(tier.id);
        if (version == task.policy.modelVersions.end()) {
            continue;
        }
        Result<std::shared_ptr<const ports::Student>> model = cached(m_students, version->second, m_loaders.student);
        if (!model) {
            return core::fail(model.error().within("student of task '" + taskId + "'"));
        }
        students[taskId] = std::move(*model);
    }
    state.clients[tier.id] = std::make_shared<core::providers::StudentClient>(std::move(students));
    return {};
}

/// One whose comparison or tier is gone is left out.
void ServingLoader::addTunedModel(engine::ServingState& state, const domain::ChallengerTrial& trial)
{
    const Result<std::optional<domain::Run>> run = m_runs.run(trial.runId);
    const auto tuned = run && *run ? engine::loop::tunedModelFromJson((*run)->parametersJson)
                                   : Result<domain::TunedModel>(core::fail(ErrorCode::NotFound, "its run is gone"));
    const auto task = state.tasks.find(trial.taskId);
    const auto tier = tuned ? std::ranges::find(state.tiersByRank, tuned->tierId, &domain::Tier::id)
                            : state.tiersByRank.end();
    if (m_tunedClients == nullptr || task == state.tasks.end() || tier == state.tiersByRank.end()) {
        spdlog::warn("challenger of run {} is not asked beside the traffic: {}", trial.runId,
            tuned ? std::string("its tier or task is gone") : tuned.error().message);
        return;
    }
    auto arm = std::make_shared<engine::ChallengerArm>();
    arm->runId = trial.runId;
    arm->share = trial.share;
    arm->policy = task->second.policy;
    arm->student = lateClient(*m_tunedClients, *tuned);
    arm->inPlaceOf = engine::loop::inPlaceOf(*tier, *tuned);
    arm->margin = tuned->margin;
    task->second.challenger = std::move(arm);
}

/// A challenger whose model cannot be loaded stops nothing that is served.
Result<void> ServingLoader::addChallengers(engine::ServingState& state)
{
    const Result<std::vector<domain::ChallengerTrial>> trials
        = m_trials == nullptr ? Result<std::vector<domain::ChallengerTrial>>() : m_trials->running();
    const auto tier = std::ranges::find(state.tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    if (!trials) {
        return core::fail(trials.error());
    }
    for (const domain::ChallengerTrial& trial : *trials) {
        if (domain::isTunedModel(trial.studentId)) {
            addTunedModel(state, trial);
            continue;
        }
        const auto task = state.tasks.find(trial.taskId);
        if (task == state.tasks.end() || tier == state.tiersByRank.end()) {
            continue;
        }
        const auto student = cached(m_students, trial.studentId, m_loaders.student);
        const auto router = trial.routerId.empty() ? Result<std::shared_ptr<const ports::Router>>()
                                                   : cached(m_routers, trial.routerId, m_loaders.router);
        if (!student || !router) {
            spdlog::warn("challenger of run {}: {}", trial.runId,
                student ? router.error().message : student.error().message);
            continue;
        }
        auto arm = std::make_shared<engine::ChallengerArm>();
        arm->runId = trial.runId;
        arm->share = trial.share;
        arm->policy = task->second.policy;
        arm->policy.modelVersions[tier->id] = trial.studentId;
        arm->policy.routerVersion = trial.routerId;
        arm->policy.scorerVersions.clear(); // learned beside the champion's router
        arm->policy.thresholds = trial.thresholds;
        arm->student = std::make_shared<core::providers::StudentClient>(
            core::providers::StudentsByTask{{trial.taskId, *student}});
        arm->router = *router;
        if (const auto artefact = m_runs.artefact(trial.routerId); artefact && *artefact) {
            arm->planningCosts = engine::planningCostsFrom(trial.taskId, (*artefact)->metricsJson);
        }
        task->second.challenger = std::move(arm);
    }
    return {};
}

/// As they are now: tasks on probation run more than their own plan says.
Result<std::map<std::string, domain::ShadowPlan>> ServingLoader::shadowPlans() const
{
    if (m_shadows == nullptr) {
        return std::map<std::string, domain::ShadowPlan>();
    }
    Result<std::map<std::string, domain::ShadowPlan>> plans = m_shadows->plans();
    const auto onProbation = m_shadows->recertifications();
    if (!plans || !onProbation) {
        return plans ? core::fail(onProbation.error()) : plans;
    }
    for (const auto& [taskId, recertification] : *onProbation) {
        (*plans)[taskId] = engine::probationPlan((*plans)[taskId]);
    }
    return plans;
}

Result<std::shared_ptr<const engine::ServingState>> ServingLoader::load(
    const std::optional<domain::PolicyVersion>& policy, std::span<const domain::Certificate> newestFirst)
{
    auto state = std::make_shared<engine::ServingState>();
    Result<std::vector<domain::Tier>> tiers = m_portfolio.tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const Result<std::vector<domain::Task>> tasks = m_portfolio.tasks();
    if (!tasks) {
        return core::fail(tasks.error());
    }
    Result<std::map<std::string, domain::ShadowPlan>> shadows = shadowPlans();
    if (!shadows) {
        return core::fail(shadows.error());
    }
    state->tiersByRank = std::move(*tiers);
    state->policyVersionId = policy ? policy->id : std::string();
    for (const domain::Task& task : *tasks) {
        engine::ServingTask serving{task, defaultPolicy(task), nullptr, (*shadows)[task.id]};
        if (policy && policy->tasks.contains(task.id)) {
            serving.policy = policy->tasks.at(task.id);
        }
        if (engine::isSettled(serving.policy, state->tiersByRank, newestFirst)) {
            serving.shadow = engine::settledPlan(serving.shadow);
        }
        for (const auto add : {&ServingLoader::addRouter, &ServingLoader::addConfidences}) {
            if (Result<void> added = (this->*add)(serving); !added) {
                return core::fail(added.error());
            }
        }
        state->tasks[task.id] = std::move(serving);
    }
    for (const domain::Tier& tier : state->tiersByRank) {
        if (tier.provider == domain::TierProvider::Student) {
            if (Result<void> added = addStudents(*state, tier); !added) {
                return core::fail(added.error());
            }
        } else if (tier.isOracle) {
            state->clients[tier.id] = std::make_shared<core::providers::OracleClient>(m_catalog);
        } else if (tier.provider == domain::TierProvider::Recording) {
            state->clients[tier.id] = std::make_shared<core::providers::RecordingClient>(m_catalog, tier.model);
        }
    }
    if (Result<void> added = addChallengers(*state); !added) {
        return core::fail(added.error());
    }
    return std::shared_ptr<const engine::ServingState>(std::move(state));
}

domain::TaskPolicy defaultPolicy(const domain::Task& task)
{
    domain::TaskPolicy policy;
    policy.taskId = task.id;
    policy.answerFloor = task.answerFloor;
    policy.alpha = task.alpha;
    policy.delta = task.delta;
    policy.auditRate = task.auditRate;
    return policy;
}

} // namespace app
