#pragma once

#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/routing/cost_expectation.h"

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
};

/// One example as the router and the tiers below the last saw it.
struct ScoredExample {
    struct TierScore {
        bool isTried = false; ///< the plan would ask this tier
        double score = 0;
        bool isFailure = false;
    };
    std::string textHash;
    std::map<std::string, TierScore> tiers; ///< by tier id
};

[[nodiscard]] std::vector<ScoredExample> scoreExamples(
    const CertificationContext& context, std::span<const domain::StoredExample> examples);

struct RiskChoice {
    double alpha = 0.05;
    double delta = 0.10; ///< for the whole task: shared by its tiers
};

/// One certificate for every tier below the last, in rank order. Each tier is calibrated on what the earlier tiers
/// escalate. With more than one tier the calibration examples are divided by text hash, one disjoint part a tier, and
/// delta likewise (Bonferroni): thresholds of earlier tiers are then fixed before a later tier's part is looked at.
[[nodiscard]] Result<std::vector<domain::Certificate>> certifyTiers(std::span<const domain::Tier> tiersByRank,
    std::span<const ScoredExample> tuning, std::span<const ScoredExample> calibration, const RiskChoice& risk,
    const ports::ThresholdCalibrator& calibrator);

} // namespace core::engine
