#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of judgements, alarms, drafts and shadow answers. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <>
struct CommandName<core::ports::JudgeAnswer> {
    static constexpr const char* value = "judge_answer";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::JudgeAnswer& command)
{
    auto& [queryId, quality, correctedAnswer, note, reviewer] = command;
    archive("query", queryId);
    archive("quality", quality);
    archive("corrected_answer", correctedAnswer);
    archive("note", note);
    archive("reviewer", reviewer);
}

template <>
struct CommandName<core::ports::WithdrawJudgement> {
    static constexpr const char* value = "withdraw_judgement";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::WithdrawJudgement& command)
{
    auto& [queryId, reviewer] = command;
    archive("query", queryId);
    archive("reviewer", reviewer);
}

template <>
struct CommandName<core::ports::AcknowledgeAlarm> {
    static constexpr const char* value = "acknowledge_alarm";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::AcknowledgeAlarm& command)
{
    auto& [alarmId] = command;
    archive("alarm", alarmId);
}

template <>
struct CommandName<core::ports::StartProbation> {
    static constexpr const char* value = "start_probation";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::StartProbation& command)
{
    auto& [taskId, tierId, reason] = command;
    archive("task", taskId);
    archive("tier", tierId);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::SetAlarmResponse> {
    static constexpr const char* value = "set_alarm_response";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetAlarmResponse& command)
{
    auto& [isAutomatic] = command;
    archive("is_automatic", isAutomatic);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::PolicyDraft& draft)
{
    auto& [taskId, answerFloor, alpha, delta, auditRate, method, limits, recalibrates] = draft;
    archive("task", taskId);
    archive("answer_floor", answerFloor);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("audit_rate", auditRate);
    archive("method", method);
    archive("limits", limits);
    archive("recalibrates", recalibrates);
}

template <>
struct CommandName<core::ports::ApplyPolicyDraft> {
    static constexpr const char* value = "apply_policy_draft";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ApplyPolicyDraft& command)
{
    auto& [draft, reason] = command;
    archive("draft", draft);
    archive("reason", reason);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::ShadowPlan& plan)
{
    auto& [share, tierIds, isForCertification, reviewShare, isAutomatic, judgesAudits] = plan;
    archive("share", share);
    archive("tiers", tierIds);
    archive("is_for_certification", isForCertification);
    archive("review_share", reviewShare);
    archive("is_automatic", isAutomatic);
    archive("judges_audits", judgesAudits);
}

template <>
struct CommandName<core::ports::SetShadowPlan> {
    static constexpr const char* value = "set_shadow_plan";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetShadowPlan& command)
{
    auto& [taskId, plan] = command;
    archive("task", taskId);
    archive("plan", plan);
}

template <>
struct CommandName<core::ports::CertifyFromShadow> {
    static constexpr const char* value = "certify_from_shadow";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::CertifyFromShadow& command)
{
    auto& [taskId] = command;
    archive("task", taskId);
}

template <>
struct CommandName<core::ports::JudgeShadowAnswer> {
    static constexpr const char* value = "judge_shadow_answer";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::JudgeShadowAnswer& command)
{
    auto& [queryId, tierId, meetsTarget, reviewer] = command;
    archive("query", queryId);
    archive("tier", tierId);
    archive("meets_target", meetsTarget);
    archive("reviewer", reviewer);
}

template <>
struct CommandName<core::ports::SetPromiseScope> {
    static constexpr const char* value = "set_promise_scope";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetPromiseScope& command)
{
    auto& [isAllTasks] = command;
    archive("is_all_tasks", isAllTasks);
}

} // namespace app::wire
