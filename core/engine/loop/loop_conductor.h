#pragma once

#include "core/base/clock.h"
#include "core/engine/loop/loop_decider.h"
#include "core/engine/loop/loop_iteration.h"
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
        ApplyChallenger apply;
        /// What a first student's training says about the cost of tiers that were never seen in traffic.
        std::function<void(const std::string& taskId, const OnboardingResult&)> learnCosts;
        /// Takes over the map and the vectors that the worker of a clustering run left in its folder; null: nobody does.
        std::function<Result<void>(const std::string& runId)> keepClusters{};
    };

    explicit LoopConductor(Services services)
        : m_services(std::move(services))
        , m_decider({m_services.clock, m_services.loops, m_services.serving, m_services.apply})
    {
    }

    /// On the supervisor's thread. A task that fails ends for itself: the others go on, and the run fails at the end. A
    /// run of the schedule promotes nothing for a task whose newest promotion was taken back: that waits for the operator.
    [[nodiscard]] Result<void> conduct(const domain::Run& run, StageControl& control);

    /// What became of challengers, and what the operator may make of them.
    [[nodiscard]] LoopDecider& decider() { return m_decider; }

private:
    [[nodiscard]] Result<std::vector<std::string>> tasksOf(const domain::Run& run) const;
    [[nodiscard]] Result<void> cluster(
        const domain::Run& run, const domain::LoopOptions& options, StageControl& control);
    [[nodiscard]] bool needsFirst(
        const std::vector<domain::LoopStageRecord>& stored, const std::string& taskId) const;
    [[nodiscard]] LoopProgress::Services progressServices() const;
    [[nodiscard]] Result<bool> firstStudent(LoopIteration& iteration);
    [[nodiscard]] Result<std::optional<domain::LoopDecision>> repeatedBefore(
        const LoopIteration& iteration, domain::LoopStage next) const;
    [[nodiscard]] Result<bool> iterate(LoopIteration& iteration);
    [[nodiscard]] Result<SelectResult> select(LoopIteration& iteration);
    [[nodiscard]] Result<TeachResult> teach(LoopIteration& iteration);
    [[nodiscard]] Result<TrainResult> train(LoopIteration& iteration);
    [[nodiscard]] Result<GateResult> gate(LoopIteration& iteration);

    const Services m_services;
    LoopDecider m_decider;
};

} // namespace core::engine::loop
