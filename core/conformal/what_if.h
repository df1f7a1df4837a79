#pragma once

#include "core/base/result.h"
#include "core/conformal/tier_sequence_calibrator.h"
#include "core/domain/policy.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace core::conformal {

/// What one tier did, or would have done, with one query. NaN: not known.
struct ReplayAnswer {
    double score = 0; ///< NaN also where the router starts above this tier
    double quality = 0; ///< in [0, 1]
    double costUsd = 0;
    double latencyMs = std::numeric_limits<double>::quiet_NaN();
};

/// Past queries of one task with the answers of all tiers, row-major: answers[i * tierCount + t], the last
/// tier always answers. `weights`: 1 / sampling probability of a query; empty: all 1. `labelWeights`: the same of
/// its judgement, for what is estimated from judged answers; empty: all 1.
struct ReplaySample {
    std::size_t tierCount = 0;
    std::vector<ReplayAnswer> answers;
    std::vector<int> startTiers; ///< of the router's plan, one a query; empty: all 0
    std::vector<int> endTiers; ///< of the plan: this tier's answer is sent unchecked; empty: the last everywhere
    std::vector<double> weights;
    std::vector<double> labelWeights;

    [[nodiscard]] std::size_t size() const { return tierCount == 0 ? 0 : answers.size() / tierCount; }
};

/// The part of a draft policy that a replay needs.
struct PolicyDraft {
    double answerFloor = 1; ///< quality below it is a failure
    double alpha = 0.05;
    double delta = 0.10;
    double auditRate = 0.02; ///< share of accepted answers that is judged
    PromiseScope scope = PromiseScope::PerTask;
    int taskCount = 1;
};

struct ReplayOptions {
    int resamples = 200;
    std::uint64_t seed = 1;
};

/// A mean over the traffic with bootstrap bands. NaN where nothing is known.
struct BandedValue {
    double value = 0;
    double low50 = 0;
    double high50 = 0;
    double low95 = 0;
    double high95 = 0;
};

struct ReplayOutcome {
    std::vector<domain::Certificate> certificates; ///< tiers but the last
    BandedValue costPerQueryUsd; ///< all tiers tried; over queries with known costs
    BandedValue lastTierCostUsd; ///< what "last tier only" costs
    BandedValue quality; ///< of the answer sent; over answers of known quality
    BandedValue failureRate; ///< among answers that a tier below the last keeps; of known quality
    BandedValue escalationRate; ///< share of queries that at least one tier passes on
    BandedValue auditsPerQuery;
    std::vector<BandedValue> tierShare; ///< share of queries that each tier answers
    std::vector<std::vector<double>>
        flow; ///< [start tier][answering tier]: share of queries; rows and columns by tier
    BandedValue p99LatencyMs; ///< sum over the tiers asked; NaN when more than 1% of the queries have an unknown one
};

/// The tier whose answer a query of `traffic` is sent under the certificates, one a tier below the last.
[[nodiscard]] std::size_t answeringTier(
    const ReplaySample& traffic, std::size_t query, std::span<const domain::Certificate> certificates);

/// Replays `traffic` under given certificates, one a tier below the last. Deterministic for a seed.
/// InvalidArgument for samples or certificates of another shape.
[[nodiscard]] Result<ReplayOutcome> replayCertificates(std::vector<domain::Certificate> certificates,
    double answerFloor, double auditRate, const ReplaySample& traffic, const ReplayOptions& options = {});

/// Certifies the draft's thresholds on `tuning` and `calibration` (answers of unknown quality left out), then
/// replays `traffic` under them. Bands come from resampling the traffic; they do not include the uncertainty
/// of the thresholds. Deterministic for a seed. InvalidArgument for a target out of range or samples of
/// another shape.
[[nodiscard]] Result<ReplayOutcome> replayDraft(const PolicyDraft& draft, const ReplaySample& tuning,
    const ReplaySample& calibration, const ReplaySample& traffic, const ReplayOptions& options = {});

} // namespace core::conformal
