#pragma once

#include "app/gateway_wire_fields.h"
#include "app/wire_archive.h"
#include "core/ports/commands/loop_commands.h"

/// The fields of the loop's commands; see console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <typename Archive>
void visitFields(Archive& archive, core::domain::LoopOptions& options)
{
    auto& [iterations, stopBelow, strategy, teacherCalls, teacherSpend, trainingCost, days, horizonDays,
        replayPerFresh, firstTexts, margin, promotesItself, onlyTeaches, members, epochs, distillationTemperature,
        distillationWeight, seed]
        = options;
    archive("iterations", iterations);
    archive("stop_below", stopBelow);
    archive("strategy", strategy);
    archive("teacher_calls", teacherCalls);
    archive("teacher_spend", teacherSpend);
    archive("training_cost", trainingCost);
    archive("days", days);
    archive("horizon_days", horizonDays);
    archive("replay_per_fresh", replayPerFresh);
    archive("first_texts", firstTexts);
    archive("margin", margin);
    archive("promotes_itself", promotesItself);
    archive("only_teaches", onlyTeaches);
    archive("members", members);
    archive("epochs", epochs);
    archive("distillation_temperature", distillationTemperature);
    archive("distillation_weight", distillationWeight);
    archive("seed", seed);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::LoopSchedule& schedule)
{
    auto& [isNightly, minuteOfDay, answersAlarms, options] = schedule;
    archive("is_nightly", isNightly);
    archive("minute_of_day", minuteOfDay);
    archive("answers_alarms", answersAlarms);
    archive("options", options);
}

template <>
struct CommandName<core::ports::StartLoop> {
    static constexpr const char* value = "start_loop";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StartLoop& command)
{
    auto& [taskId, options] = command;
    archive("task", taskId);
    archive("options", options);
}

template <>
struct CommandName<core::ports::DistilCluster> {
    static constexpr const char* value = "distil_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::DistilCluster& command)
{
    auto& [cluster, options] = command;
    archive("cluster", cluster);
    archive("options", options);
}

template <>
struct CommandName<core::ports::FindClusters> {
    static constexpr const char* value = "find_clusters";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::FindClusters& command)
{
    auto& [taskId, days, seed] = command;
    archive("task", taskId);
    archive("days", days);
    archive("seed", seed);
}

template <>
struct CommandName<core::ports::ResumeRun> {
    static constexpr const char* value = "resume_run";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ResumeRun& command)
{
    auto& [runId] = command;
    archive("run", runId);
}

template <>
struct CommandName<core::ports::PromoteChallenger> {
    static constexpr const char* value = "promote_challenger";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::PromoteChallenger& command)
{
    auto& [runId, taskId, reason] = command;
    archive("run", runId);
    archive("task", taskId);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::ShadowChallenger> {
    static constexpr const char* value = "shadow_challenger";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ShadowChallenger& command)
{
    auto& [runId, taskId, isOn, share] = command;
    archive("run", runId);
    archive("task", taskId);
    archive("is_on", isOn);
    archive("share", share);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TunedModel& tuned)
{
    auto& [tierId, model, baseUrl, secretName, prices, teacherRunId, taskId, texts, budget, margin] = tuned;
    archive("tier", tierId);
    archive("model", model);
    archive("base_url", baseUrl);
    archive("secret", secretName);
    archive("prices", prices);
    archive("teacher_run", teacherRunId);
    archive("task", taskId);
    archive("texts", texts);
    archive("budget", budget);
    archive("margin", margin);
}

template <>
struct CommandName<core::ports::CompareTunedModel> {
    static constexpr const char* value = "compare_tuned_model";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::CompareTunedModel& command)
{
    auto& [model] = command;
    archive("tuned", model);
}

template <>
struct CommandName<core::ports::TakeBackTunedModel> {
    static constexpr const char* value = "take_back_tuned_model";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TakeBackTunedModel& command)
{
    auto& [runId] = command;
    archive("run", runId);
}

template <>
struct CommandName<core::ports::SetLoopSchedule> {
    static constexpr const char* value = "set_loop_schedule";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetLoopSchedule& command)
{
    auto& [schedule] = command;
    archive("schedule", schedule);
}

} // namespace app::wire
