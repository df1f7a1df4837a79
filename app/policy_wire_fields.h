#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of tasks, tiers, policies, their certificates and previews. See console_wire_fields.h.
namespace app::wire {

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
    auto& [taskId, answerFloor, alpha, delta, auditRate, routerVersion, modelVersions, thresholds, limits,
        scorerVersions]
        = policy;
    archive("task", taskId);
    archive("answer_floor", answerFloor);
    archive("alpha", alpha);
    archive("delta", delta);
    archive("audit_rate", auditRate);
    archive("router", routerVersion);
    archive("models", modelVersions);
    archive("thresholds", thresholds);
    archive("limits", limits);
    archive("scorers", scorerVersions);
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
void visitFields(Archive& archive, core::domain::NoneCause& cause)
{
    auto& [kind, judged, judgedFailures, accepted, failures, needed, missing, missingInAll, score, alpha] = cause;
    archive("kind", kind);
    archive("judged", judged);
    archive("judged_failures", judgedFailures);
    archive("accepted", accepted);
    archive("failures", failures);
    archive("needed", needed);
    archive("missing", missing);
    archive("missing_in_all", missingInAll);
    archive("score", score);
    archive("alpha", alpha);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Certificate& certificate)
{
    auto& [taskId, tierId, threshold, alpha, delta, accepted, failures, riskUpperBound, calibrationSize,
        labelSource, noneReason, routerVersion, modelVersion, at, basis, scopeTasks, noneCause]
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
    archive("none_cause", noneCause);
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
void visitFields(Archive& archive, core::ports::AlarmReplay& replay)
{
    auto& [judged, since, rangAt, tierId] = replay;
    archive("judged", judged);
    archive("since", since);
    archive("rang_at", rangAt);
    archive("tier", tierId);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::PolicyPreview& preview)
{
    auto& [draft, tierIds, now, then, isExpected, curve, tuningAnswers, calibrationAnswers, trafficQueries, isTrafficLive,
        queriesPerDay, refusal, judgedMissing, note, alarm]
        = preview;
    archive("draft", draft);
    archive("tiers", tierIds);
    archive("now", now);
    archive("then", then);
    archive("is_expected", isExpected);
    archive("curve", curve);
    archive("tuning_answers", tuningAnswers);
    archive("calibration_answers", calibrationAnswers);
    archive("traffic_queries", trafficQueries);
    archive("is_traffic_live", isTrafficLive);
    archive("queries_per_day", queriesPerDay);
    archive("refusal", refusal);
    archive("judged_missing", judgedMissing);
    archive("note", note);
    archive("alarm", alarm);
}

} // namespace app::wire
