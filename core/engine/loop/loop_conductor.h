#pragma once

#include "core/base/clock.h"
#include "core/engine/loop/loop_progress.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/stage_control.h"
#include "core/engine/serving_state.h"
#include "core/ports/loop_store.h"
#include "core/ports/recorded_answers.h"
#include "core/ports/workspace_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Conducts loop and distillation runs in the process that owns the workspace: hands the computing stages to
/// workers, asks the teacher, books, promotes what passed the gates. Every finished stage is stored with its
/// result, so that a run is taken up after the last one, and nothing is paid twice.
class LoopConductor {
public:
    struct Services {
        const Clock& clock;
        ports::LoopStore& loops;
        const ports::ExampleStore& examples;
        ports::RecordedAnswers& recorded;
        std::function<std::shared_ptr<const ServingState>()> serving;
        /// Who asks a tier of the serving state; null: nothing here can.
        std::function<std::shared_ptr<const ports::ModelClient>(const ServingState& state, const std::string& tierId)> client;
        /// Writes and publishes a policy version with these certificates for the task.
        std::function<Result<domain::PolicyVersion>(const std::string& taskId,
            std::vector<domain::Certificate> certificates, const std::string& author, const std::string& reason,
            const std::function<void(domain::TaskPolicy&)>& change)>
            apply;
        /// What a first student's training says about the cost of tiers that were never seen in traffic.
        std::function<void(const std::string& taskId, const OnboardingResult&)> learnCosts;
    };

    explicit LoopConductor(Services services)
        : m_services(std::move(services))
    {
    }

    /// On the supervisor's thread. A task that fails ends for itself: the others go on, and the run fails at the end. A
    /// run of the schedule promotes nothing for a task whose newest promotion was taken back: that waits for the operator.
    [[nodiscard]] Result<void> conduct(const domain::Run& run, StageControl& control);

    /// The newest challenger of a run for the task, with how its gates ended.
    struct Challenger {
        domain::LoopDecision decision;
        TrainResult models;
    };
    /// NotFound when the run made none.
    [[nodiscard]] Result<Challenger> challenger(const std::string& runId, const std::string& taskId) const;

    /// Serves the newest challenger of a run for the task. Refused when a gate failed, when some could not
    /// decide and no reason is given, and when the champion that it was compared with is no longer served.
    [[nodiscard]] Result<domain::PolicyVersion> promote(const std::string& runId, const std::string& taskId,
        const std::string& author, const std::string& reason);

private:
    struct Iteration;
    [[nodiscard]] Result<std::vector<std::string>> tasksOf(const domain::Run& run) const;
    [[nodiscard]] Result<void> cluster(
        const domain::Run& run, const domain::LoopOptions& options, StageControl& control);
    [[nodiscard]] bool needsFirst(
        const std::vector<domain::LoopStageRecord>& stored, const std::string& taskId) const;
    [[nodiscard]] LoopProgress::Services progressServices() const;
    [[nodiscard]] Result<bool> firstStudent(Iteration& iteration);
    [[nodiscard]] Result<std::optional<domain::LoopDecision>> repeatedBefore(
        const Iteration& iteration, domain::LoopStage next) const;
    [[nodiscard]] Result<bool> iterate(Iteration& iteration);
    [[nodiscard]] Result<SelectResult> select(Iteration& iteration);
    [[nodiscard]] Result<TeachResult> teach(Iteration& iteration);
    [[nodiscard]] Result<TrainResult> train(Iteration& iteration);
    [[nodiscard]] Result<GateResult> gate(Iteration& iteration);
    [[nodiscard]] Result<bool> decide(
        Iteration& iteration, domain::LoopDecision decision, const TrainResult& challenger);
    [[nodiscard]] Result<domain::PolicyVersion> serve(const domain::LoopDecision& decision,
        const TrainResult& challenger, const std::string& author, const std::string& reason);

    const Services m_services;
};

} // namespace core::engine::loop
