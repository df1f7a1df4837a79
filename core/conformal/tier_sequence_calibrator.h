#pragma once

#include "core/base/result.h"
#include "core/conformal/fixed_sequence.h"
#include "core/domain/policy.h"

#include <span>
#include <vector>

namespace core::conformal {

/// Judged answers of a cascade: tiers[t][i] is what tier t (cheapest first, the last tier left out) answered,
/// or would have answered, to query i. A NaN score means that tier t was not offered the query (the router
/// starts higher): it escalates. Every tier has the same number of queries.
struct CascadeSample {
    std::vector<std::vector<ports::JudgedAnswer>> tiers;

    [[nodiscard]] std::size_t size() const { return tiers.empty() ? 0 : tiers.front().size(); }
};

/// Over what the error probability delta is counted.
enum class PromiseScope {
    PerTier, ///< each tier's certificate is wrong with probability at most delta
    PerTask, ///< any tier of the task is wrong with probability at most delta
    AllTasks, ///< any tier of any task is wrong with probability at most delta
};

struct TierSequenceOptions {
    int candidates = 5; ///< K: thresholds that an earlier tier may end up with, besides NONE
    PromiseScope scope = PromiseScope::PerTask;
    int taskCount = 1; ///< for AllTasks
    /// Let an earlier tier keep less where tuning says that the queries then cost less over the two tiers
    /// after it.
    bool looksAhead = true;
    /// Leave a tier out (NONE, nothing of delta spent) where tuning says that the task costs less without asking it.
    /// Needs tierCosts.
    bool leavesOut = true;
    /// Cost of one query at each tier, the last tier included; empty, or of another length: each tier costs
    /// ten times the one before it. Only looksAhead uses it then.
    std::vector<double> tierCosts;
    FixedSequenceOptions sequence;
};

/// delta that a tier may spend. Every tier but the first is certified on what earlier tiers escalate. Their
/// thresholds depend on calibration data, so each combination that tuning allows has its own part of delta:
/// `outcomeShare` is the part of the combination that came about, 1 for the first tier.
[[nodiscard]] double deltaForTier(
    double delta, const TierSequenceOptions& options, std::size_t tierCount, double outcomeShare);

/// Forecast of where a sequence ends: probability of each candidate of the plan (from its first), then of
/// NONE.
[[nodiscard]] std::vector<double> outcomeForecast(const SequencePlan& plan);

/// Parts of delta for later tiers by where a sequence ends: one entry a candidate, then NONE; they sum to 1.
/// Fixed on tuning data: half is spread evenly (METHODS 1 spreads all: 1 / (K + 1)), half follows the plan's
/// forecast.
[[nodiscard]] std::vector<double> outcomeShares(const SequencePlan& plan);

/// At most `candidates` thresholds out of the plan, from its start to the last candidate that has a chance.
[[nodiscard]] SequencePlan thinnedPlan(const SequencePlan& plan, int candidates);

/// One certificate a tier by the union-bound construction (METHODS 1, several tiers), in tier order. `delta`
/// of a certificate is what it spent, `calibrationSize` the queries that the tier was offered. InvalidArgument
/// for a target outside (0, 1) and for tiers of unequal length.
[[nodiscard]] Result<std::vector<domain::Certificate>> certifyTiers(const CascadeSample& tuning,
    const CascadeSample& calibration, const ports::RiskTarget& target,
    const TierSequenceOptions& options = {});

/// Whether certifyTiers left the tier out by what tuning says of its cost. That is a decision, not missing evidence.
[[nodiscard]] bool isLeftOut(const domain::Certificate& certificate);

} // namespace core::conformal
