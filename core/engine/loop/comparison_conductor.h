#pragma once

#include "core/base/clock.h"
#include "core/domain/run.h"
#include "core/domain/tuned_model.h"
#include "core/engine/loop/loop_progress.h"
#include "core/engine/loop/model_comparison.h"
#include "core/engine/serving_state.h"
#include "core/engine/stage_control.h"
#include "core/ports/comparison_store.h"
#include "core/ports/loop_store.h"
#include "core/ports/workspace_store.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Labelled texts of the task's gate split, by ascending keyed hash (a random draw, the same whenever it is made), at most so
/// many. Neither students nor tuned models have learnt them: a teacher set holds training texts alone.
[[nodiscard]] Result<std::vector<domain::StoredExample>> comparedTexts(
    const ports::ExampleStore& examples, const std::string& taskId, std::int64_t most);

/// Conducts comparisons of tuned models in the process that owns the workspace: one Gate and one Decide stage a task. Every
/// answer is stored and booked as it comes, so that a run that is taken up again asks for nothing twice. Nothing is promoted
/// here: what passes waits for the operator.
class ComparisonConductor {
public:
    struct Services {
        const Clock& clock;
        ports::LoopStore& loops;
        ports::ComparisonStore& comparisons;
        const ports::ExampleStore& examples;
        std::function<std::shared_ptr<const ServingState>()> serving;
        /// Who asks a tier of the serving state; null: nothing here can.
        std::function<std::shared_ptr<const ports::ModelClient>(const ServingState& state, const std::string& tierId)> client;
        /// Who asks the tuned model; null: nothing here can.
        std::function<std::shared_ptr<const ports::ModelClient>(const domain::TunedModel&)> tuned;
        /// Enters the tuned model's prices among the workspace's; the id of their version.
        std::function<Result<std::string>(const domain::TunedModel&)> enterPrice;
    };

    explicit ComparisonConductor(Services services)
        : m_services(std::move(services))
    {
    }

    /// On the supervisor's thread.
    [[nodiscard]] Result<void> conduct(const domain::Run& run, StageControl& control);

private:
    struct Comparison;
    [[nodiscard]] Result<std::vector<std::string>> tasksOf(const domain::TunedModel& tuned) const;
    [[nodiscard]] Result<GateResult> gate(Comparison& comparison, const std::string& taskId);
    [[nodiscard]] Result<void> decide(Comparison& comparison, const std::string& taskId, const GateResult& gates);

    const Services m_services;
};

} // namespace core::engine::loop
