#pragma once

#include "core/distill/distillation_set.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/last_tier_answers.h"
#include "core/engine/loop/loop_ports.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/loop/loop_setting.h"
#include "core/engine/loop/reviewed_texts.h"
#include "core/engine/loop/teachable_pool.h"
#include "core/engine/student_onboarding.h"

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::engine::loop {

/// What a stage is asked to do.
struct StageOrder {
    std::string runId;
    int iteration = 1; ///< 0: the first student of the task
    std::string taskId;
    domain::LoopOptions options;
    conformal::PromiseScope scope = conformal::PromiseScope::PerTask; ///< that a challenger is certified under
};

/// The parts of the loop that compute: which texts to teach, the challenger, the gates. Reads the workspace
/// through ports and writes nothing but files in `staging`; what comes of a stage is its result. Champion is
/// whatever the active policy serves when a stage begins.
class LoopPipeline {
public:
    using Ports = LoopPorts;

    explicit LoopPipeline(Ports ports)
        : m_ports(std::move(ports))
    {
    }

    /// Clusters failures and chooses what the teacher answers. Also what a preview shows: it costs nothing.
    [[nodiscard]] Result<SelectResult> select(const StageOrder& order) const;
    /// Student, router and thresholds from what the champion knew and what the run taught.
    [[nodiscard]] Result<OnboardingResult> train(const StageOrder& order, const std::filesystem::path& staging,
        const ports::ProgressCallback& progress, std::stop_token stop) const;
    /// Champion against the challenger of the same run, on the gate split; for a first student the tiers in force.
    [[nodiscard]] Result<GateResult> gate(const StageOrder& order) const;
    /// What an export of the run's teacher set is made of: fresh texts and the replay that goes with them. NotFound, with
    /// the decision's reason, when the run taught nothing.
    [[nodiscard]] Result<distill::DistillationSet> teacherSet(const StageOrder& order) const;

private:
    [[nodiscard]] Result<distill::DistillationSet> taughtSet(
        const StageOrder& order, std::optional<double> replayPerFresh) const;
    [[nodiscard]] ports::TimeRange range(const StageOrder& order) const;
    [[nodiscard]] Result<std::vector<ports::TrafficText>> traffic(
        const StageOrder& order, const LoopSetting& setting, domain::DataSplit split) const;
    [[nodiscard]] Result<ReviewedTexts> people(const LoopSetting& setting) const;
    [[nodiscard]] Result<LastTierAnswers> lastTierAnswers(const StageOrder& order, const LoopSetting& setting) const;
    [[nodiscard]] Result<TeachablePool> pool(
        const StageOrder& order, const LoopSetting& setting, std::span<const ports::TrafficText> traffic) const;

    const Ports m_ports;
};

} // namespace core::engine::loop
