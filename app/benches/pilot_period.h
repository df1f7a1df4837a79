#pragma once

#include "core/domain/latency_histogram.h"
#include "core/domain/money.h"
#include "core/domain/query_record.h"
#include "core/ports/history.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace app::benches {

inline constexpr const char* kPilotLastTier = "oracle";

/// Sums of the pilot's records over some days, taken as they are answered and not from the workspace.
struct PilotPeriod {
    struct Outcomes {
        std::int64_t queries = 0;
        std::int64_t judged = 0; ///< every answer that has a reference
        std::int64_t met = 0;

        Outcomes& operator+=(const Outcomes& other);
    };

    core::domain::Money spend;
    core::domain::Money lastTierOnly;
    core::domain::LatencyHistogram latency;
    core::domain::LatencyHistogram lastTierLatency; ///< of the queries that it answered
    Outcomes outcomes;
    std::map<std::string, Outcomes> byTask;
    std::int64_t accepted = 0; ///< by tiers below the last
    std::int64_t acceptedFailures = 0;
    std::int64_t lastTier = 0;

    void add(const core::domain::QueryRecord& record, double answerFloor);
    PilotPeriod& operator+=(const PilotPeriod& other);
    [[nodiscard]] double costReduction() const;
};

[[nodiscard]] nlohmann::ordered_json toJson(const PilotPeriod& period);

/// Whether SQL's sums over the same days are the same: queries, money, latencies, who answered, and how many answers met
/// the target, in all and by task.
[[nodiscard]] bool isEqual(const PilotPeriod& period, const core::ports::Overview& sql);

/// 95% of the cost reduction over whole days drawn with replacement, whose queries share students and thresholds; null
/// for fewer than two days. Fixed seed.
[[nodiscard]] nlohmann::ordered_json costReductionInterval(std::span<const PilotPeriod> days);

} // namespace app::benches
