#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of the commands that an operator gives while the traffic runs: outcomes, runs, risk levels, bypass. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <>
struct CommandName<core::ports::RecordOutcome> {
    static constexpr const char* value = "record_outcome";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RecordOutcome& command)
{
    auto& [queryId, quality, correctedAnswer, note] = command;
    archive("query", queryId);
    archive("quality", quality);
    archive("corrected_answer", correctedAnswer);
    archive("note", note);
}

template <>
struct CommandName<core::ports::TrainStudents> {
    static constexpr const char* value = "train_students";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TrainStudents& command)
{
    auto& [taskId] = command;
    archive("task", taskId);
}

template <>
struct CommandName<core::ports::CancelRun> {
    static constexpr const char* value = "cancel_run";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::CancelRun& command)
{
    auto& [runId] = command;
    archive("run", runId);
}

template <>
struct CommandName<core::ports::SetSimulatedTraffic> {
    static constexpr const char* value = "set_simulated_traffic";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetSimulatedTraffic& command)
{
    auto& [isRunning, queriesPerSecond, driftStrength] = command;
    archive("is_running", isRunning);
    archive("queries_per_second", queriesPerSecond);
    archive("drift", driftStrength);
}

template <>
struct CommandName<core::ports::SetRiskLevel> {
    static constexpr const char* value = "set_risk_level";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetRiskLevel& command)
{
    auto& [taskId, alpha, reason] = command;
    archive("task", taskId);
    archive("alpha", alpha);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::SetBypass> {
    static constexpr const char* value = "set_bypass";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetBypass& command)
{
    auto& [taskId, until, reason] = command;
    archive("task", taskId);
    archive("until_us", until);
    archive("reason", reason);
}

} // namespace app::wire
