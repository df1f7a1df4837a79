#pragma once

#include "app/loop_wire_fields.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// The fields of everything that a ConsoleService takes and gives. A command added to the variant needs a
/// CommandName and a visitFields here. The structured bindings name every member of a struct, so that one
/// that is added and forgotten here is a compile error.
namespace app::wire {

template <typename Enum, typename From>
bool assignEnum(Enum& value, const From& parsed)
{
    value = parsed.value_or(value);
    return parsed.has_value();
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::TaskKind& value)
{
    return assignEnum(value, core::domain::taskKindFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::AnswerMetric& value)
{
    return assignEnum(value, core::domain::answerMetricFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::TierProvider& value)
{
    return assignEnum(value, core::domain::tierProviderFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::RunKind& value)
{
    return assignEnum(value, core::domain::runKindFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::RunState& value)
{
    return assignEnum(value, core::domain::runStateFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::StudyVerdict& value)
{
    return assignEnum(value, core::domain::studyVerdictFrom(name));
}

inline bool readEnum(EnumTag, std::string_view name, core::ports::CertificationMethod& value)
{
    return assignEnum(value, core::ports::certificationMethodFrom(name));
}

// --- commands
// --------------------------------------------------------------------------------------------------

template <typename Command>
struct CommandName; // one specialisation a command: its name on the wire; those of the loop: loop_wire_fields.h

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

template <typename Archive>
void visitFields(Archive& archive, core::domain::Money& money)
{
    auto& [nanoUsd] = money;
    archive("nano_usd", nanoUsd);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::ClientKey& key)
{
    auto& [id, name, sha256, tasks, requestsPerMinute, tokensPerMinute, dailyBudget, monthlyBudget, isRevoked]
        = key;
    archive("id", id);
    archive("name", name);
    archive("sha256", sha256);
    archive("tasks", tasks);
    archive("requests_per_minute", requestsPerMinute);
    archive("tokens_per_minute", tokensPerMinute);
    archive("daily_budget", dailyBudget);
    archive("monthly_budget", monthlyBudget);
    archive("is_revoked", isRevoked);
}

template <>
struct CommandName<core::ports::AddClientKey> {
    static constexpr const char* value = "add_client_key";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::AddClientKey& command)
{
    auto& [key] = command;
    archive("key", key);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TokenPrices& prices)
{
    auto& [input, output] = prices;
    archive("input_pico", input);
    archive("output_pico", output);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::DetailPrices& prices)
{
    auto& [cacheRead, reasoning] = prices;
    archive("cache_read_pico", cacheRead);
    archive("reasoning_pico", reasoning);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::EndpointTimeouts& timeouts)
{
    auto& [connectMs, firstByteMs, idleMs, totalMs] = timeouts;
    archive("connect_ms", connectMs);
    archive("first_byte_ms", firstByteMs);
    archive("idle_ms", idleMs);
    archive("total_ms", totalMs);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Endpoint& endpoint)
{
    auto& [tierId, baseUrl, secretName, organisation, project, caFile, timeouts, detailPrices, maxRetries, maxConcurrent,
        breakerFailures, breakerOpenMs, providesLogprobs, passThroughModels]
        = endpoint;
    archive("tier", tierId);
    archive("base_url", baseUrl);
    archive("secret", secretName);
    archive("organisation", organisation);
    archive("project", project);
    archive("ca_file", caFile);
    archive("timeouts", timeouts);
    archive("detail_prices", detailPrices);
    archive("max_retries", maxRetries);
    archive("max_concurrent", maxConcurrent);
    archive("breaker_failures", breakerFailures);
    archive("breaker_open_ms", breakerOpenMs);
    archive("logprobs", providesLogprobs);
    archive("models", passThroughModels);
}

template <>
struct CommandName<core::ports::SwitchGateway> {
    static constexpr const char* value = "switch_gateway";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SwitchGateway& command)
{
    auto& [isOn, address, port] = command;
    archive("is_on", isOn);
    archive("address", address);
    archive("port", port);
}

template <>
struct CommandName<core::ports::SaveEndpoint> {
    static constexpr const char* value = "save_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SaveEndpoint& command)
{
    auto& [endpoint, name, model, prices] = command;
    archive("endpoint", endpoint);
    archive("tier_name", name);
    archive("model", model);
    archive("prices", prices);
}

template <>
struct CommandName<core::ports::RemoveEndpoint> {
    static constexpr const char* value = "remove_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RemoveEndpoint& command)
{
    auto& [tierId] = command;
    archive("tier", tierId);
}

template <>
struct CommandName<core::ports::TestEndpoint> {
    static constexpr const char* value = "test_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TestEndpoint& command)
{
    auto& [endpoint] = command;
    archive("endpoint", endpoint);
}

template <>
struct CommandName<core::ports::RevokeClientKey> {
    static constexpr const char* value = "revoke_client_key";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RevokeClientKey& command)
{
    auto& [keyId] = command;
    archive("key", keyId);
}

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
    auto& [taskId, answerFloor, alpha, delta, auditRate, method, limits] = draft;
    archive("task", taskId);
    archive("answer_floor", answerFloor);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("audit_rate", auditRate);
    archive("method", method);
    archive("limits", limits);
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

template <typename Archive>
void visitFields(Archive& archive, core::ports::ClusterSubject& subject)
{
    auto& [id, taskId, members] = subject;
    archive("id", id);
    archive("task", taskId);
    archive("members", members);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::TimeRange& range)
{
    auto& [from, to] = range;
    archive("from_us", from);
    archive("to_us", to);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::RequestFilter& filter)
{
    auto& [range, taskId, answeredByTier, isEscalated, isJudged, meetsTarget, text, policyVersionId] = filter;
    archive("range", range);
    archive("task", taskId);
    archive("tier", answeredByTier);
    archive("is_escalated", isEscalated);
    archive("is_judged", isJudged);
    archive("meets_target", meetsTarget);
    archive("text", text);
    archive("policy_version", policyVersionId);
}

template <>
struct CommandName<core::ports::UndoClusterEdit> {
    static constexpr const char* value = "undo_cluster_edit";
};
template <typename Archive>
void visitFields(Archive&, core::ports::UndoClusterEdit&)
{
}

template <>
struct CommandName<core::ports::RenameCluster> {
    static constexpr const char* value = "rename_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RenameCluster& command)
{
    auto& [cluster, label] = command;
    archive("cluster", cluster);
    archive("label", label);
}

template <>
struct CommandName<core::ports::MergeClusters> {
    static constexpr const char* value = "merge_clusters";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::MergeClusters& command)
{
    auto& [into, others] = command;
    archive("into", into);
    archive("others", others);
}

template <>
struct CommandName<core::ports::ExcludeCluster> {
    static constexpr const char* value = "exclude_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ExcludeCluster& command)
{
    auto& [cluster, isExcluded] = command;
    archive("cluster", cluster);
    archive("is_excluded", isExcluded);
}

template <>
struct CommandName<core::ports::DrawCluster> {
    static constexpr const char* value = "draw_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::DrawCluster& command)
{
    auto& [cluster, label] = command;
    archive("cluster", cluster);
    archive("label", label);
}

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

// --- snapshots
// -------------------------------------------------------------------------------------------------

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
void visitFields(Archive& archive, core::domain::Task& task)
{
    auto& [id, name, kind, metric, answerFloor, metricTarget, alpha, delta, auditRate] = task;
    archive("id", id);
    archive("name", name);
    archive("kind", kind);
    archive("metric", metric);
    archive("answer_floor", answerFloor);
    archive("metric_target", metricTarget);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("audit_rate", auditRate);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Tier& tier)
{
    auto& [id, name, provider, rank, model, priceVersionId, prices, isOracle, isSimulated, typicalLatencyMs]
        = tier;
    archive("id", id);
    archive("name", name);
    archive("provider", provider);
    archive("rank", rank);
    archive("model", model);
    archive("price_version", priceVersionId);
    archive("prices", prices);
    archive("is_oracle", isOracle);
    archive("is_simulated", isSimulated);
    archive("typical_latency_ms", typicalLatencyMs);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::RouteLimits& limits)
{
    auto& [latencyMs, costUsd] = limits;
    archive("latency_ms", latencyMs);
    archive("cost_usd", costUsd);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TaskPolicy& policy)
{
    auto& [taskId, answerFloor, alpha, delta, auditRate, routerVersion, modelVersions, thresholds, limits] = policy;
    archive("task", taskId);
    archive("answer_floor", answerFloor);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("audit_rate", auditRate);
    archive("router", routerVersion);
    archive("models", modelVersions);
    archive("thresholds", thresholds);
    archive("limits", limits);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::PolicyVersion& version)
{
    auto& [id, sequence, previousHash, hash, at, author, reason, tasks] = version;
    archive("id", id);
    archive("sequence", sequence);
    archive("previous_hash", previousHash);
    archive("hash", hash);
    archive("at_us", at);
    archive("author", author);
    archive("reason", reason);
    archive("tasks", tasks);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Certificate& certificate)
{
    auto& [taskId, tierId, threshold, alpha, delta, accepted, failures, riskUpperBound, calibrationSize,
        labelSource, noneReason, routerVersion, modelVersion, at, basis, scopeTasks]
        = certificate;
    archive("task", taskId);
    archive("tier", tierId);
    archive("threshold", threshold);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("accepted", accepted);
    archive("failures", failures);
    archive("risk_upper_bound", riskUpperBound);
    archive("calibration_size", calibrationSize);
    archive("label_source", labelSource);
    archive("none_reason", noneReason);
    archive("router", routerVersion);
    archive("model", modelVersion);
    archive("at_us", at);
    archive("basis", basis);
    archive("scope_tasks", scopeTasks);
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
void visitFields(Archive& archive, core::ports::RiskLevelPreview& preview)
{
    auto& [taskId, alpha, current, draft, currentAcceptedShare, draftAcceptedShare] = preview;
    archive("task", taskId);
    archive("alpha", alpha);
    archive("current", current);
    archive("draft", draft);
    archive("current_accepted_share", currentAcceptedShare);
    archive("draft_accepted_share", draftAcceptedShare);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::Band& band)
{
    auto& [value, low50, high50, low95, high95] = band;
    archive("value", value);
    archive("low50", low50);
    archive("high50", high50);
    archive("low95", low95);
    archive("high95", high95);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::ReplayedPolicy& policy)
{
    auto& [certificates, costPerQueryUsd, costPerDayUsd, lastTierCostPerQueryUsd, quality, failureRate,
        escalationRate, auditsPerDay, p99LatencyMs, tierShare, flow]
        = policy;
    archive("certificates", certificates);
    archive("cost_per_query", costPerQueryUsd);
    archive("cost_per_day", costPerDayUsd);
    archive("last_tier_cost_per_query", lastTierCostPerQueryUsd);
    archive("quality", quality);
    archive("failure_rate", failureRate);
    archive("escalation_rate", escalationRate);
    archive("audits_per_day", auditsPerDay);
    archive("p99_latency_ms", p99LatencyMs);
    archive("tier_share", tierShare);
    archive("flow", flow);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::RiskCostPoint& point)
{
    auto& [alpha, costPerQueryUsd, keptShare, isCertified] = point;
    archive("alpha", alpha);
    archive("cost_per_query", costPerQueryUsd);
    archive("kept_share", keptShare);
    archive("is_certified", isCertified);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::PolicyPreview& preview)
{
    auto& [draft, tierIds, now, then, curve, tuningAnswers, calibrationAnswers, trafficQueries, isTrafficLive,
        queriesPerDay, refusal, judgedMissing, note]
        = preview;
    archive("draft", draft);
    archive("tiers", tierIds);
    archive("now", now);
    archive("then", then);
    archive("curve", curve);
    archive("tuning_answers", tuningAnswers);
    archive("calibration_answers", calibrationAnswers);
    archive("traffic_queries", trafficQueries);
    archive("is_traffic_live", isTrafficLive);
    archive("queries_per_day", queriesPerDay);
    archive("refusal", refusal);
    archive("judged_missing", judgedMissing);
    archive("note", note);
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
void visitFields(Archive& archive, core::ports::EndpointState& state)
{
    auto& [endpoint, hasKey, isCircuitOpen, callsInFlight, answers, failures, p50Ms, p95Ms, lastError, lastErrorAt]
        = state;
    archive("endpoint", endpoint);
    archive("has_key", hasKey);
    archive("is_circuit_open", isCircuitOpen);
    archive("calls_in_flight", callsInFlight);
    archive("answers", answers);
    archive("failures", failures);
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
void visitFields(Archive& archive, core::ports::GatewayState& state)
{
    auto& [isRunning, isBackground, address, port, problem, requestsInFlight, endpoints, keys] = state;
    archive("is_running", isRunning);
    archive("is_background", isBackground);
    archive("address", address);
    archive("port", port);
    archive("problem", problem);
    archive("requests_in_flight", requestsInFlight);
    archive("endpoints", endpoints);
    archive("keys", keys);
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

template <>
struct CommandName<core::ports::TrainRouter> {
    static constexpr const char* value = "train_router";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TrainRouter& command)
{
    auto& [taskId, parametersJson] = command;
    archive("task", taskId);
    archive("parameters", parametersJson);
}

template <>
struct CommandName<core::ports::UseRouter> {
    static constexpr const char* value = "use_router";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::UseRouter& command)
{
    auto& [routerId, taskId, reason] = command;
    archive("router", routerId);
    archive("task", taskId);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::SetRouteLimits> {
    static constexpr const char* value = "set_route_limits";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetRouteLimits& command)
{
    auto& [taskId, latencyMs, costUsd, reason] = command;
    archive("task", taskId);
    archive("latency_ms", latencyMs);
    archive("cost_usd", costUsd);
    archive("reason", reason);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TierExplanation& tier)
{
    auto& [tierId, heads, neighbours, taskMean, quality, meetsTargetProbability] = tier;
    archive("tier", tierId);
    archive("heads", heads);
    archive("neighbours", neighbours);
    archive("task_mean", taskMean);
    archive("quality", quality);
    archive("meets_target", meetsTargetProbability);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::NeighbourOutcome& neighbour)
{
    auto& [taskId, text, similarity, quality] = neighbour;
    archive("task", taskId);
    archive("text", text);
    archive("similarity", similarity);
    archive("quality", quality);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::WordEffect& effect)
{
    auto& [word, change] = effect;
    archive("word", word);
    archive("effect", change);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::RouteExplanation& explanation)
{
    auto& [routerVersion, encoder, difficulty, isNovel, familiarity, noveltyFloor, novelThisWeek, tiers, neighbours, words,
        componentWeights]
        = explanation;
    archive("router", routerVersion);
    archive("encoder", encoder);
    archive("difficulty", difficulty);
    archive("is_novel", isNovel);
    archive("familiarity", familiarity);
    archive("novelty_floor", noveltyFloor);
    archive("novel_this_week", novelThisWeek);
    archive("tiers", tiers);
    archive("neighbours", neighbours);
    archive("words", words);
    archive("weights", componentWeights);
}

} // namespace app::wire
