#pragma once

#include "app/tuned_clients.h"
#include "core/domain/challenger_trial.h"
#include "core/domain/policy.h"
#include "core/engine/serving_state.h"
#include "core/ports/shadow_store.h"
#include "core/ports/student.h"
#include "core/ports/trial_store.h"
#include "core/ports/workspace_store.h"
#include "core/providers/recording_catalog.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>

namespace app {

/// Reads artefacts from disk, refusing those whose bytes do not match the checksum.
struct ModelLoaders {
    std::function<core::Result<std::unique_ptr<core::ports::Student>>(
        const std::filesystem::path&, const std::string& sha256)>
        student;
    std::function<core::Result<std::unique_ptr<core::ports::Router>>(
        const std::filesystem::path&, const std::string& sha256)>
        router;
};

/// Builds the engine's serving state out of what the workspace holds. Loaded models are kept and shared between
/// states. Thread-safe.
class ServingLoader {
public:
    ServingLoader(std::filesystem::path workspace, const core::ports::PortfolioStore& portfolio,
        const core::ports::RunStore& runs, std::shared_ptr<const core::providers::RecordingCatalog> catalog,
        ModelLoaders loaders, const core::ports::ShadowStore* shadows = nullptr,
        const core::ports::TrialStore* trials = nullptr);

    /// State for a policy; without one every task goes to the last tier. `newestFirst` say which tasks have nothing left
    /// to certify and run less in shadow.
    [[nodiscard]] core::Result<std::shared_ptr<const core::engine::ServingState>> load(
        const std::optional<core::domain::PolicyVersion>& policy,
        std::span<const core::domain::Certificate> newestFirst = {});

    /// Who asks tuned models that are compared beside the traffic; must outlive the loader and what it loads. Null: nobody.
    void setTunedClients(const TunedClients* clients) { m_tunedClients = clients; }

    /// The student that the policy names for a task; null when there is none.
    [[nodiscard]] core::Result<std::shared_ptr<const core::ports::Student>> student(const core::domain::TaskPolicy& policy);

    /// A router of the workspace, whether a policy names it or not.
    [[nodiscard]] core::Result<std::shared_ptr<const core::ports::Router>> router(const std::string& artefactId);

private:
    template <typename Model, typename Load>
    [[nodiscard]] core::Result<std::shared_ptr<const Model>> cached(
        std::map<std::string, std::shared_ptr<const Model>>& cache, const std::string& artefactId, const Load& load);
    [[nodiscard]] core::Result<std::map<std::string, core::domain::ShadowPlan>> shadowPlans() const;
    [[nodiscard]] core::Result<void> addRouter(core::engine::ServingTask& task);
    [[nodiscard]] core::Result<void> addConfidences(core::engine::ServingTask& task);
    [[nodiscard]] core::Result<void> addStudents(
        core::engine::ServingState& state, const core::domain::Tier& tier);

    [[nodiscard]] core::Result<void> addChallengers(core::engine::ServingState& state);
    void addTunedModel(core::engine::ServingState& state, const core::domain::ChallengerTrial& trial);

    const std::filesystem::path m_workspace;
    const core::ports::PortfolioStore& m_portfolio;
    const core::ports::RunStore& m_runs;
    const std::shared_ptr<const core::providers::RecordingCatalog> m_catalog;
    const ModelLoaders m_loaders;
    const core::ports::ShadowStore* const m_shadows; ///< null: nothing runs in shadow
    const core::ports::TrialStore* const m_trials; ///< null: no challenger does
    const TunedClients* m_tunedClients = nullptr;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<const core::ports::Student>> m_students; ///< by artefact id
    std::map<std::string, std::shared_ptr<const core::ports::Router>> m_routers;
    std::map<std::string, std::shared_ptr<const core::conformal::AnswerConfidence>> m_confidences;
};

/// The policy under which a task is served before it has one of its own.
[[nodiscard]] core::domain::TaskPolicy defaultPolicy(const core::domain::Task& task);

} // namespace app
