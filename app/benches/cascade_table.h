#pragma once

#include "core/base/result.h"
#include "core/domain/money.h"
#include "core/ports/threshold_calibrator.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app::benches {

/// What one tier answered, or would have answered, to one query.
struct TierResult {
    double score = std::numeric_limits<double>::quiet_NaN(); ///< compared with the threshold; of no use for the last tier
    double quality = 0; ///< by the task's metric, in [0, 1]
    bool isFailure = false; ///< what the certificate counts
    core::domain::TokenUsage usage;
    double latencyMs = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not known
};

/// One query, tiers cheapest first; the last always answers.
using CascadeQuery = std::vector<TierResult>;
using CascadeQueries = std::vector<CascadeQuery>;
using Thresholds = std::vector<std::optional<double>>; ///< one a tier below the last; absent: NONE

struct CascadeSetup {
    std::vector<std::string> tierIds;
    double answerFloor = 1;
    /// The quality ratio counts min(1, quality / answerFloor): for free text, where more than the floor is worth no more.
    bool isQualityCapped = false;
    /// The score is the router's: a tier that it turns down is not asked.
    bool isScoredBeforeAnswer = false;
    core::ports::RiskTarget target;
};

struct PriceTable {
    std::string name; ///< as printed, with its date
    std::vector<core::domain::TokenPrices> prices; ///< one a tier
};

/// What one query cost and was worth, for intervals.
struct QueryShare {
    double costUsd = 0;
    double lastTierUsd = 0;
    double credited = 0;
    double lastTierCredited = 0;
};

/// Sums over queries that went through a cascade; sums of several tasks add up.
struct CascadeSums {
    std::int64_t queries = 0;
    std::int64_t costNanoUsd = 0;
    std::int64_t lastTierNanoUsd = 0; ///< the same queries, all answered by the last tier
    double quality = 0;
    double lastTierQuality = 0;
    double creditedQuality = 0; ///< capped where the setup says so; else the quality
    double lastTierCredited = 0;
    std::int64_t meetsFloor = 0;
    std::int64_t lastTierMeetsFloor = 0;
    std::vector<std::int64_t> answered; ///< one a tier
    std::vector<std::int64_t> failures; ///< of them
    std::vector<QueryShare> shares; ///< one a query
    std::vector<double> latenciesMs;
    std::vector<double> lastTierLatenciesMs;

    CascadeSums& operator+=(const CascadeSums& other);
    [[nodiscard]] double costRatio() const;
    [[nodiscard]] double qualityRatio() const;
    /// Of what tiers below the last answered.
    [[nodiscard]] std::int64_t acceptedBelowLast() const;
    [[nodiscard]] std::int64_t failuresBelowLast() const;
};

/// Where a query ends, and what every tier asked on the way comes to.
struct RoutedQuery {
    std::size_t tier = 0;
    std::int64_t costNanoUsd = 0;
    double latencyMs = 0;
};
[[nodiscard]] RoutedQuery routed(
    const CascadeSetup& setup, const CascadeQuery& query, const Thresholds& thresholds, const PriceTable& prices);

/// A query that is answered by `tier`, the tiers before it unasked.
void addDirect(CascadeSums& sums, const CascadeSetup& setup, const CascadeQuery& query, std::size_t tier,
    const PriceTable& prices);
[[nodiscard]] CascadeSums sumCascade(
    const CascadeSetup& setup, const CascadeQueries& queries, const Thresholds& thresholds, const PriceTable& prices);

/// The sums of 400 bootstrap samples of the queries. Those of several tasks add up sample by sample.
[[nodiscard]] std::vector<QueryShare> resampledSums(const CascadeSums& sums, std::uint64_t seed);

struct RatioIntervals {
    std::array<double, 2> cost{}; ///< 95%
    std::array<double, 2> quality{};
};
/// Percentile intervals. At least one sample.
[[nodiscard]] RatioIntervals ratioIntervals(std::span<const QueryShare> resampled);

/// A row of the table: ratios with bootstrap intervals over queries, shares, latencies, risk with its exact interval.
/// Fields that are not known are null.
[[nodiscard]] nlohmann::ordered_json rowOf(const CascadeSetup& setup, const CascadeSums& sums);

/// Certificates of the tiers below the last by core::conformal::certifyTiers. `certificates` (optional) receives what
/// was found, for the report.
[[nodiscard]] core::Result<Thresholds> certify(const CascadeSetup& setup, const CascadeQueries& tuning,
    const CascadeQueries& calibration, const PriceTable& prices, nlohmann::ordered_json* certificates = nullptr);

/// How often a certificate is wrong when tuning (1/6), calibration (1/3) and evaluation (1/2) are drawn anew.
struct ViolationCount {
    std::int64_t splits = 0;
    std::int64_t above = 0; ///< evaluation failures of some tier above alpha, as counted
    std::int64_t aboveBeyondNoise = 0; ///< their 95% lower bound too
    double acceptedShare = 0; ///< summed over splits

    ViolationCount& operator+=(const ViolationCount& other);
    [[nodiscard]] nlohmann::ordered_json json() const;
};
[[nodiscard]] core::Result<ViolationCount> countViolations(const CascadeSetup& setup, const CascadeQueries& pool,
    const PriceTable& prices, std::int64_t splits, std::uint64_t seed);

} // namespace app::benches
