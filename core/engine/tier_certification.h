#pragma once

#include "core/conformal/tier_sequence_calibrator.h"
#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/answer_signals.h"
#include "core/ports/policy_preview.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/routing/cost_expectation.h"

#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Everything that decides which answers a tier gets to see and how they are scored.
struct CertificationContext {
    const domain::Task& task;
    std::span<const domain::Tier> tiersByRank;
    const ports::Router* router = nullptr; ///< null: no router, every tier is tried
    const ports::Student& student;
    const routing::CostExpectation& expectation;
    domain::RouteLimits limits{}; ///< of the policy: they decide, too, which tiers a query goes through
    Scorers scorers{}; ///< learned confidences of tiers other than the student's
};

/// One example as the router and the tiers saw it.
struct ScoredExample {
    struct TierScore {
        bool isTried = false; ///< the plan would ask this tier
        double score = 0;
        bool isFailure = false;
        double quality = std::numeric_limits<double>::quiet_NaN(); ///< in [0, 1]; NaN: only the verdict is known
        double costUsd = std::numeric_limits<double>::quiet_NaN(); ///< NaN: unknown
        double latencyMs = std::numeric_limits<double>::quiet_NaN(); ///< NaN: unknown
        std::vector<double> scoreSignals{}; ///< see answerSignals; none of a student, and of shadow answers those of tuning alone
    };
    std::string textHash;
    std::map<std::string, TierScore> tiers; ///< by tier id; the last tier's score means nothing
    std::string endTierId; ///< where limits end the plan before the last tier; empty: they do not
};

[[nodiscard]] std::vector<ScoredExample> scoreExamples(
    const CertificationContext& context, std::span<const domain::StoredExample> examples);

struct RiskChoice {
    double alpha = 0.05;
    double delta = 0.10; ///< over `scope`
    conformal::PromiseScope scope = conformal::PromiseScope::PerTask;
    int taskCount = 1; ///< that share delta when the scope is all tasks
    ports::CertificationMethod method = ports::CertificationMethod::UnionBound;
};

/// Tasks that the promise covers at once, as a certificate notes them.
[[nodiscard]] inline int scopeTasks(const RiskChoice& risk)
{
    return risk.scope == conformal::PromiseScope::AllTasks ? risk.taskCount : 1;
}

/// The part of delta that the first of `tierCount` tiers may spend.
[[nodiscard]] double firstTierDelta(const RiskChoice& risk, std::size_t tierCount);

/// One certificate for every tier below the last, in rank order. Each tier is calibrated on what the earlier tiers
/// escalate. By union bound every threshold that tuning allows an earlier tier has its own part of delta, and all
/// tiers use all examples. By sample split the calibration examples are divided by text hash, one disjoint part a
/// tier, and delta likewise: thresholds of earlier tiers are then fixed before a later tier's part is looked at.
/// `calibrator` serves the split. The conformal initialisation carries no guarantee: its certificates say so in
/// `noneReason` and must not be put in force.
[[nodiscard]] Result<std::vector<domain::Certificate>> certifyTiers(std::span<const domain::Tier> tiersByRank,
    std::span<const ScoredExample> tuning, std::span<const ScoredExample> calibration, const RiskChoice& risk,
    const ports::ThresholdCalibrator& calibrator);

} // namespace core::engine
