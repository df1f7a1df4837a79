#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of the commands that edit the workspace: review, prices, policies, studies, portfolio. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <>
struct CommandName<core::ports::AddToReview> {
    static constexpr const char* value = "add_to_review";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::AddToReview& command)
{
    auto& [queryIds, filter] = command;
    archive("queries", queryIds);
    archive("filter", filter);
}

template <>
struct CommandName<core::ports::SetMonthlyBudget> {
    static constexpr const char* value = "set_monthly_budget";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetMonthlyBudget& command)
{
    auto& [taskId, limit] = command;
    archive("task", taskId);
    archive("limit", limit);
}

template <>
struct CommandName<core::ports::SetTierPrice> {
    static constexpr const char* value = "set_tier_price";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetTierPrice& command)
{
    auto& [tierId, prices, source] = command;
    archive("tier", tierId);
    archive("prices", prices);
    archive("source", source);
}

template <>
struct CommandName<core::ports::RevertPolicy> {
    static constexpr const char* value = "revert_policy";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RevertPolicy& command)
{
    auto& [versionId, taskId, reason] = command;
    archive("version", versionId);
    archive("task", taskId);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::StartStudy> {
    static constexpr const char* value = "start_study";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StartStudy& command)
{
    auto& [range, taskId, pairs, seed] = command;
    archive("range", range);
    archive("task", taskId);
    archive("pairs", pairs);
    archive("seed", seed);
}

template <>
struct CommandName<core::ports::JudgePair> {
    static constexpr const char* value = "judge_pair";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::JudgePair& command)
{
    auto& [studyId, position, reviewer, verdict] = command;
    archive("study", studyId);
    archive("position", position);
    archive("reviewer", reviewer);
    archive("verdict", verdict);
}

template <>
struct CommandName<core::ports::WithdrawPairJudgement> {
    static constexpr const char* value = "withdraw_pair_judgement";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::WithdrawPairJudgement& command)
{
    auto& [studyId, position, reviewer] = command;
    archive("study", studyId);
    archive("position", position);
    archive("reviewer", reviewer);
}

template <>
struct CommandName<core::ports::StartCalibration> {
    static constexpr const char* value = "start_calibration";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StartCalibration& command)
{
    auto& [taskId, alpha] = command;
    archive("task", taskId);
    archive("alpha", alpha);
}

template <>
struct CommandName<core::ports::StartTraining> {
    static constexpr const char* value = "start_training";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StartTraining& command)
{
    auto& [taskId, parameters] = command;
    archive("task", taskId);
    archive("parameters", parameters);
}

template <>
struct CommandName<core::ports::ArrangeTier> {
    static constexpr const char* value = "arrange_tier";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ArrangeTier& command)
{
    auto& [tierId, name, place] = command;
    archive("tier", tierId);
    archive("name", name);
    archive("place", place);
}

template <>
struct CommandName<core::ports::StoreSecret> {
    static constexpr const char* value = "store_secret";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StoreSecret& command)
{
    auto& [name, value] = command;
    archive("name", name);
    archive("value", value);
}

template <>
struct CommandName<core::ports::SplitCluster> {
    static constexpr const char* value = "split_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SplitCluster& command)
{
    auto& [cluster] = command;
    archive("cluster", cluster);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Task& task);
template <>
struct CommandName<core::ports::SaveTask> {
    static constexpr const char* value = "save_task";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SaveTask& command)
{
    auto& [task, isNew] = command;
    archive("task", task);
    archive("is_new", isNew);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::CommandReceipt& receipt)
{
    auto& [message, reference] = receipt;
    archive("message", message);
    archive("reference", reference);
}

} // namespace app::wire
