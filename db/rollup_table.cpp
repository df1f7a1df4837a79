#include "db/rollup_table.h"

namespace db {

namespace {

constexpr std::array<std::string_view, kTrafficCounts> kTrafficCountNames{"queries", "attempts", "escalated",
    "unanswered", "simulated", "spend_nano", "unknown_cost", "last_tier_nano", "estimated_last_tier",
    "unknown_last_tier", "judged_human", "judged_client", "judged_reference_tier", "judged_reference"};
constexpr std::array<std::string_view, kTrafficWeights> kTrafficWeightNames{
    "judged_weight", "judged_met_weight", "judged_quality_weight"};
constexpr std::array<std::string_view, kTierCounts> kTierCountNames{
    "queries", "attempts", "spend_nano", "unknown_cost", "prompt_tokens", "completion_tokens"};
constexpr std::array<std::string_view, kKeyCounts> kKeyCountNames{
    "queries", "attempts", "spend_nano", "unknown_cost", "last_tier_nano"};

} // namespace

const RollupTable kTrafficTable{"traffic_rollups", "", kTrafficCountNames, kTrafficWeightNames};
const RollupTable kTierTable{"tier_rollups", "tier", kTierCountNames, {}};
const RollupTable kKeyTable{"key_rollups", "client_key", kKeyCountNames, {}};

RollupSums& RollupSums::operator+=(const RollupSums& other)
{
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += other.counts[i];
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] += other.weights[i];
    }
    latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
    return *this;
}

std::string columnList(const RollupTable& table, std::string_view pattern)
{
    std::string list;
    for (const auto& names : {table.counts, table.weights}) {
        for (const std::string_view name : names) {
            list += list.empty() ? "" : ", ";
            for (const char c : pattern) {
                c == '%' ? list += name : list += c;
            }
        }
    }
    return list;
}

std::string RollupTable::keyCondition() const
{
    return "width_s = ? AND start_us = ? AND task = ?"
        + (memberColumn.empty() ? std::string() : " AND " + std::string(memberColumn) + " = ?");
}

std::string RollupTable::upsertSql() const
{
    const std::string key
        = "width_s, start_us, task" + (memberColumn.empty() ? "" : ", " + std::string(memberColumn));
    const std::size_t columns = 3 + (memberColumn.empty() ? 0 : 1) + counts.size() + weights.size() + 1;
    std::string marks = "?";
    for (std::size_t i = 1; i < columns; ++i) {
        marks += ", ?";
    }
    return "INSERT INTO " + std::string(name) + "(" + key + ", " + columnList(*this) + ", latency) VALUES("
        + marks + ") ON CONFLICT(" + key + ") DO UPDATE SET " + columnList(*this, "% = % + excluded.%")
        + ", latency = excluded.latency";
}

} // namespace db
