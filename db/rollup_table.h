#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// Seconds a bucket is wide. Quarter hours exist so that days of every time zone are sums of few buckets.
inline constexpr std::array<std::int64_t, 5> kRollupWidths{10, 60, 900, 3600, 86400};
inline constexpr std::int64_t kTenSecondsKeptMicroseconds = 2LL * 3600 * 1'000'000;

[[nodiscard]] constexpr std::int64_t bucketStart(std::int64_t microseconds, std::int64_t widthSeconds)
{
    const std::int64_t width = widthSeconds * 1'000'000;
    const std::int64_t remainder = microseconds % width;
    return microseconds - (remainder < 0 ? remainder + width : remainder);
}

/// Positions in RollupSums::counts for traffic_rollups.
enum TrafficCount : std::size_t {
    kQueries,
    kAttempts,
    kEscalated,
    kUnanswered,
    kSimulated,
    kSpend,
    kUnknownCost,
    kLastTier,
    kEstimatedLastTier,
    kUnknownLastTier,
    kJudgedHuman,
    kJudgedClient,
    kJudgedReferenceTier,
    kJudgedReference,
    kTrafficCounts
};
enum TrafficWeight : std::size_t { kJudgedWeight, kJudgedMet, kJudgedQuality, kTrafficWeights };
/// The same for tier_rollups and key_rollups.
enum TierCount : std::size_t {
    kTierQueries,
    kTierAttempts,
    kTierSpend,
    kTierUnknownCost,
    kTierPromptTokens,
    kTierCompletionTokens,
    kTierCounts
};
enum KeyCount : std::size_t {
    kKeyQueries,
    kKeyAttempts,
    kKeySpend,
    kKeyUnknownCost,
    kKeyLastTier,
    kKeyCounts
};

/// Additive columns of one bucket.
struct RollupSums {
    std::array<std::int64_t, kTrafficCounts> counts{};
    std::array<double, kTrafficWeights> weights{};
    std::vector<double> latencies; ///< ms; become the bucket's histogram

    RollupSums& operator+=(const RollupSums& other);
};

/// Key of a bucket within one width. `member`: the tier or client key; 0 for traffic_rollups.
struct RollupKey {
    std::int64_t startUs = 0;
    std::int64_t task = 0;
    std::int64_t member = 0;
    auto operator<=>(const RollupKey&) const = default;
};

using RollupBuckets = std::map<RollupKey, RollupSums>;

/// One of the three rollup tables.
struct RollupTable {
    std::string_view name;
    std::string_view memberColumn; ///< empty: none
    std::span<const std::string_view> counts;
    std::span<const std::string_view> weights;

    /// "width_s = ? AND start_us = ? AND task = ?[ AND member = ?]"
    [[nodiscard]] std::string keyCondition() const;
    [[nodiscard]] std::string upsertSql() const;
};

extern const RollupTable kTrafficTable;
extern const RollupTable kTierTable;
extern const RollupTable kKeyTable;

/// "queries, attempts, ..." of a table, each inside `pattern` where '%' stands for the name, e.g. "sum(%)".
[[nodiscard]] std::string columnList(const RollupTable& table, std::string_view pattern = "%");

} // namespace db
