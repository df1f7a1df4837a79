#pragma once

#include "app/certificate_guard.h"
#include "app/coverage_watch_job.h"
#include "app/evidence_job.h"
#include "app/retention_job.h"
#include "app/serving_loader.h"
#include "app/tuned_clients.h"
#include "core/base/clock.h"
#include "core/engine/policy_journal.h"
#include "core/engine/policy_what_if.h"
#include "core/engine/query_engine.h"
#include "core/engine/risk_recalibration.h"
#include "core/engine/run_supervisor.h"
#include "core/engine/shadow_runner.h"
#include "core/ports/console_service.h"
#include "core/ports/worker_launcher.h"
#include "core/providers/recording_catalog.h"
#include "core/routing/cost_expectation.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {
class ComparisonConductor;
class LoopConductor;
}

namespace app {

class LoopScheduler;

struct EngineHostOptions {
    std::filesystem::path workspace;
    bool createsIfMissing = false;
    std::optional<std::string> splitKey; ///< of a workspace that is created; drawn at random without it
    std::filesystem::path workerProgram; ///< the `routenlp` program that can run `worker`
    ModelLoaders loaders;
    std::shared_ptr<const core::Clock> clock; ///< null: the system's
    std::chrono::milliseconds jobInterval{1000}; ///< between two looks of the monitors and the certifying job
};

/// Owns a workspace and everything that runs on it: stores, engine, supervisor. The one place that wires them.
/// Shutdown order: runs are cancelled, what was learnt is saved, the stores close last.
class EngineHost {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<EngineHost>> open(EngineHostOptions options);
    ~EngineHost();

    EngineHost(const EngineHost&) = delete;
    EngineHost& operator=(const EngineHost&) = delete;

    [[nodiscard]] db::Stores& stores() { return m_stores; }
    [[nodiscard]] db::Workspace& database() { return *m_workspace; }
    [[nodiscard]] const std::filesystem::path& workspace() const { return m_options.workspace; }
    [[nodiscard]] core::engine::QueryEngine& engine() { return *m_engine; }
    [[nodiscard]] core::engine::RunSupervisor& supervisor() { return *m_supervisor; }
    [[nodiscard]] core::engine::PolicyJournal& policyJournal() { return *m_policyJournal; }
    [[nodiscard]] core::engine::loop::LoopConductor& loops() { return *m_loops; }
    [[nodiscard]] LoopScheduler& loopScheduler() { return *m_loopScheduler; }
    [[nodiscard]] core::engine::RiskRecalibration& recalibration() { return *m_recalibration; }
    [[nodiscard]] core::engine::PolicyWhatIf& whatIf() { return *m_whatIf; }
    [[nodiscard]] core::engine::ShadowRunner& shadowRunner() { return *m_shadowRunner; }
    [[nodiscard]] TunedClients& tunedClients() { return m_tunedClients; }
    [[nodiscard]] ServingLoader& servingLoader() { return *m_loader; }
    [[nodiscard]] const core::Clock& clock() const { return m_clock; }
    [[nodiscard]] const std::shared_ptr<core::providers::RecordingCatalog>& catalog() const { return m_catalog; }
    [[nodiscard]] const std::string& splitKey() const { return m_splitKey; }

    /// Loads the active policy, tasks and tiers again, takes away thresholds whose certificate is void under them,
    /// and publishes the rest to the engine. After portfolio changes.
    [[nodiscard]] core::Result<void> reload();

    /// Writes a policy version with new certificates (and, given a run, its models) for a task, and publishes it.
    [[nodiscard]] core::Result<core::domain::PolicyVersion> applyCertificates(const std::string& taskId,
        std::vector<core::domain::Certificate> certificates, const std::string& author, const std::string& reason,
        const std::function<void(core::domain::TaskPolicy&)>& change);

    /// Certifies a draft's values and puts them in force. InvalidArgument for a draft that promises nothing, or that is
    /// expected to leave a task without the thresholds that it has: nothing is looked at then, so no delta is spent. A
    /// look that certifies nothing all the same counts, and what it says is in force (METHODS, section 1).
    [[nodiscard]] core::Result<core::domain::PolicyVersion> applyDraft(
        const core::ports::PolicyDraft& asked, const std::string& author, const std::string& reason);

    /// Certifies the tiers of a task that hold no threshold on what was judged beside the traffic. Spends an
    /// attempt, whether it succeeds or not.
    [[nodiscard]] core::Result<core::domain::PolicyVersion> certifyFromShadow(
        const std::string& taskId, const std::string& author);
    /// How far tasks that collect evidence have come.
    [[nodiscard]] std::vector<core::ports::EvidenceProgress> evidenceProgress() const;
    [[nodiscard]] core::Result<void> setShadowPlan(
        const std::string& taskId, const core::domain::ShadowPlan& plan);
    /// Waits until everything answered so far is stored, and does what the monitors and the certifying job would do at
    /// their next looks.
    [[nodiscard]] core::Result<void> settle();
    /// Something that progress depends on was stored past the shadow runner, as a review is.
    void evidenceChanged();
    /// Whether the promise of every certificate covers all tasks at once.
    [[nodiscard]] core::Result<void> setPromiseScope(core::conformal::PromiseScope scope);
    [[nodiscard]] core::conformal::PromiseScope promiseScope() const;

    /// Takes away the thresholds of the tier and of those after it, as a new policy version; from then on they run
    /// in shadow and are certified anew on what is judged later. NotFound when the tier accepts nothing anyway.
    [[nodiscard]] core::Result<core::domain::PolicyVersion> startProbation(const std::string& taskId,
        const std::string& tierId, const std::string& author, const std::string& reason);
    [[nodiscard]] core::Result<void> acknowledgeAlarm(const std::string& alarmId);
    /// Whether an alarm starts probation by itself; it does unless the operator said otherwise.
    [[nodiscard]] bool isAlarmResponseAutomatic() const;
    [[nodiscard]] core::Result<void> setAlarmResponse(bool isAutomatic);

    [[nodiscard]] core::engine::RiskRecalibration::Served served(const std::string& taskId);
    /// For a task of which every tier is certified anew: learns its confidences anew on the tuning answers of
    /// `evidence` and has `served` scored by them. The policy that takes over what is certified must name them.
    [[nodiscard]] core::Result<void> learnConfidences(
        core::engine::RiskRecalibration::Served& served, const core::engine::CertificationEvidence& evidence);

    /// Tells whoever shows snapshots that something they show has changed.
    void announceChange() { notifyChanged(); }
    /// Called, from any thread, after anything that a snapshot shows has changed.
    void setChangedCallback(std::function<void()> changed);

private:
    EngineHost(EngineHostOptions options, std::unique_ptr<db::Workspace> workspace, db::Stores stores, std::string splitKey);
    [[nodiscard]] core::Result<void> start();
    [[nodiscard]] core::Result<void> adopt(const core::domain::Run& run, const core::engine::OnboardingResult& result);
    [[nodiscard]] core::Result<void> endOvertakenTrials();
    [[nodiscard]] core::Result<void> endOvertakenComparison(
        core::domain::ChallengerTrial trial, std::span<const core::domain::Tier> tiers);
    [[nodiscard]] core::Result<void> removeVoidCertificates(const core::engine::ServingState& state);
    [[nodiscard]] core::Result<std::shared_ptr<const core::engine::ServingState>> loadState();
    [[nodiscard]] int scopeTasks(std::size_t taskCount) const;
    [[nodiscard]] core::Result<void> collectAfresh(
        const std::string& taskId, core::TimePoint since, const std::string& reason);
    [[nodiscard]] core::Result<std::vector<core::ports::EvidenceProgress>> readProgress();
    [[nodiscard]] core::Result<std::vector<core::domain::Certificate>> heldBack(
        const std::string& taskId, std::vector<core::domain::Certificate> certificates) const;
    void announceVoid(const std::vector<VoidedThreshold>& voided, const std::string& policyId);
    void answerAlarm(const core::ports::WatchedTier& tier);
    void learnCosts(const std::string& taskId, const core::engine::OnboardingResult& result);
    [[nodiscard]] std::unique_ptr<core::engine::loop::LoopConductor> makeConductor();
    [[nodiscard]] std::unique_ptr<core::engine::loop::ComparisonConductor> makeComparisons();
    void restoreExpectations();
    void saveExpectations();
    void notifyChanged();

    const EngineHostOptions m_options;
    const core::SystemClock m_systemClock{};
    const core::Clock& m_clock;
    std::unique_ptr<db::Workspace> m_workspace;
    db::Stores m_stores;
    const std::string m_splitKey;
    std::shared_ptr<core::providers::RecordingCatalog> m_catalog;
    core::routing::CostExpectation m_expectation;
    std::unique_ptr<core::ports::ThresholdCalibrator> m_calibrator;
    TunedClients m_tunedClients;
    std::unique_ptr<core::engine::ShadowRunner> m_shadowRunner;
    std::unique_ptr<core::engine::QueryEngine> m_engine;
    std::unique_ptr<ServingLoader> m_loader;
    std::unique_ptr<core::engine::PolicyJournal> m_policyJournal;
    std::unique_ptr<core::engine::RiskRecalibration> m_recalibration;
    std::unique_ptr<core::engine::PolicyWhatIf> m_whatIf;
    std::atomic<std::uint64_t> m_stateRevision = 0;
    std::mutex m_reloadMutex; ///< loaded and published in one piece: what is older never replaces what is newer
    std::mutex m_changedMutex;
    std::function<void()> m_changed;
    std::unique_ptr<RetentionJob> m_retention;
    std::unique_ptr<CoverageWatchJob> m_coverageWatch;
    std::unique_ptr<EvidenceJob> m_evidence;
    std::unique_ptr<core::ports::WorkerLauncher> m_launcher;
    std::unique_ptr<core::engine::loop::LoopConductor> m_loops;
    std::unique_ptr<core::engine::loop::ComparisonConductor> m_comparisons;
    std::unique_ptr<core::engine::RunSupervisor> m_supervisor; ///< its thread uses everything above
    std::unique_ptr<LoopScheduler> m_loopScheduler; ///< starts runs
};

} // namespace app
