#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of what the owner of a workspace tells its windows. See console_wire_fields.h.
namespace app::wire {

template <typename Archive>
void visitFields(Archive& archive, core::ports::WorkspaceInfo& info)
{
    auto& [path, name, isDemo, isReadOnly, isAttached] = info;
    archive("path", path);
    archive("name", name);
    archive("is_demo", isDemo);
    archive("is_read_only", isReadOnly);
    archive("is_attached", isAttached);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::SimulatedTrafficState& state)
{
    auto& [isAvailable, isRunning, queriesPerSecond, driftStrength] = state;
    archive("is_available", isAvailable);
    archive("is_running", isRunning);
    archive("queries_per_second", queriesPerSecond);
    archive("drift", driftStrength);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::BackfillState& state)
{
    auto& [isActive, progress] = state;
    archive("is_active", isActive);
    archive("progress", progress);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::StudentState& state)
{
    auto& [taskId, isServing, modelVersion, threshold] = state;
    archive("task", taskId);
    archive("is_serving", isServing);
    archive("model", modelVersion);
    archive("threshold", threshold);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::BypassState& state)
{
    auto& [taskId, until, reason] = state;
    archive("task", taskId);
    archive("until_us", until);
    archive("reason", reason);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Run& run)
{
    auto& [id, kind, state, taskId, parametersJson, createdAt, startedAt, finishedAt, stage, progress,
        errorMessage]
        = run;
    archive("id", id);
    archive("kind", kind);
    archive("state", state);
    archive("task", taskId);
    archive("parameters", parametersJson);
    archive("created_us", createdAt);
    archive("started_us", startedAt);
    archive("finished_us", finishedAt);
    archive("stage", stage);
    archive("progress", progress);
    archive("error", errorMessage);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::EvidenceProgress& progress)
{
    auto& [taskId, tierId, judged, needed, tuningJudged, attempt, isReady, isAutomatic, judge, since, days,
        sentence]
        = progress;
    archive("task", taskId);
    archive("tier", tierId);
    archive("judged", judged);
    archive("needed", needed);
    archive("tuning_judged", tuningJudged);
    archive("attempt", attempt);
    archive("is_ready", isReady);
    archive("is_automatic", isAutomatic);
    archive("judge", judge);
    archive("since_us", since);
    archive("days", days);
    archive("sentence", sentence);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::RateLimits& limits)
{
    auto& [requestLimit, requestsLeft, tokenLimit, tokensLeft, refusals, retryAt] = limits;
    archive("request_limit", requestLimit);
    archive("requests_left", requestsLeft);
    archive("token_limit", tokenLimit);
    archive("tokens_left", tokensLeft);
    archive("refusals", refusals);
    archive("retry_us", retryAt);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::EndpointState& state)
{
    auto& [endpoint, hasKey, isCircuitOpen, callsInFlight, answers, failures, rateLimits, p50Ms, p95Ms, lastError,
        lastErrorAt]
        = state;
    archive("endpoint", endpoint);
    archive("has_key", hasKey);
    archive("is_circuit_open", isCircuitOpen);
    archive("calls_in_flight", callsInFlight);
    archive("answers", answers);
    archive("failures", failures);
    archive("rate_limits", rateLimits);
    archive("p50_ms", p50Ms);
    archive("p95_ms", p95Ms);
    archive("last_error", lastError);
    archive("last_error_us", lastErrorAt);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::ClientKeyState& state)
{
    auto& [key, spentToday, spentThisMonth, isOfFile] = state;
    archive("key", key);
    archive("spent_today", spentToday);
    archive("spent_this_month", spentThisMonth);
    archive("is_of_file", isOfFile);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::TaskStreaming& state)
{
    auto& [mode, isOfFile] = state;
    archive("mode", mode);
    archive("is_of_file", isOfFile);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::GatewayState& state)
{
    auto& [isRunning, isBackground, address, port, problem, requestsInFlight, endpoints, keys, streaming] = state;
    archive("is_running", isRunning);
    archive("is_background", isBackground);
    archive("address", address);
    archive("port", port);
    archive("problem", problem);
    archive("requests_in_flight", requestsInFlight);
    archive("endpoints", endpoints);
    archive("keys", keys);
    archive("streaming", streaming);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::ConsoleSnapshot& snapshot)
{
    auto& [revision, at, workspace, tasks, tiers, policy, certificates, evidence, shadowPlans,
        students, runs, acknowledgedQueries,
        lastRecordAt, simulatedTraffic, backfill, loopSchedule, gateway, bypasses, problems]
        = snapshot;
    archive("revision", revision);
    archive("at_us", at);
    archive("workspace", workspace);
    archive("tasks", tasks);
    archive("tiers", tiers);
    archive("policy", policy);
    archive("certificates", certificates);
    archive("evidence", evidence);
    archive("shadow_plans", shadowPlans);
    archive("students", students);
    archive("runs", runs);
    archive("acknowledged", acknowledgedQueries);
    archive("last_record_us", lastRecordAt);
    archive("simulated_traffic", simulatedTraffic);
    archive("backfill", backfill);
    archive("loop_schedule", loopSchedule);
    archive("gateway", gateway);
    archive("bypasses", bypasses);
    archive("problems", problems);
}

} // namespace app::wire
