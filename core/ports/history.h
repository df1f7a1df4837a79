#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/latency_histogram.h"
#include "core/domain/money.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "core/domain/run.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// Half-open: from <= t < to.
struct TimeRange {
    TimePoint from{};
    TimePoint to{};
};

/// Widths of the rollups. Day buckets are UTC days; the reporting zone's days are sums of hours.
enum class BucketWidth { TenSeconds, Minute, Hour, Day };

struct OverviewQuery {
    TimeRange range;
    std::string taskId; ///< empty: all tasks
    /// Seconds that the reporting time zone is ahead of UTC, for buckets of a day.
    int utcOffsetSeconds = 0;
};

/// Sums over a range. Every field is an exact sum of the rows in the range.
struct TrafficTotals {
    std::int64_t queries = 0;
    std::int64_t attempts = 0;
    std::int64_t escalatedQueries = 0;  ///< at least one answer was rejected on its way
    std::int64_t unansweredQueries = 0; ///< every tier failed
    domain::Money spend;                ///< of attempts with a known price
    std::int64_t unknownCostQueries = 0;
    domain::Money lastTierOnly;         ///< what "last tier only" would have cost
    std::int64_t estimatedLastTierQueries = 0;
    std::int64_t unknownLastTierQueries = 0;
    domain::LatencyHistogram latency;   ///< as clients saw it
    std::int64_t judged = 0;            ///< answers with a judgement of known sampling probability
    double judgedWeight = 0;            ///< sum of 1/p
    double judgedMetWeight = 0;         ///< sum of 1/p over answers that met the target
    double judgedQualityWeight = 0;     ///< sum of quality/p

    [[nodiscard]] domain::Money saved() const { return lastTierOnly - spend; }
};

struct TierTotals {
    std::int64_t queries = 0;  ///< answered by this tier
    std::int64_t attempts = 0;
    domain::Money spend;
};

struct OverviewPoint {
    TimePoint start{};
    TrafficTotals totals;
    std::map<std::string, TierTotals> tiers; ///< by tier id
};

struct TaskSummary {
    std::string taskId;
    TrafficTotals totals;
    std::map<std::string, TierTotals> tiers;
};

struct Overview {
    OverviewQuery query;
    BucketWidth width = BucketWidth::Minute;
    std::int64_t widthSeconds = 60;
    TrafficTotals totals;
    TrafficTotals previous;             ///< the range of equal length just before
    std::map<std::string, TierTotals> tiers;
    std::vector<OverviewPoint> points;  ///< ascending; buckets without traffic are absent
    std::vector<TaskSummary> tasks;     ///< by task id
    std::vector<domain::Marker> markers;
    bool isSimulated = false;           ///< some query in the range came from the workload generator
    std::vector<std::string> judges;    ///< label sources behind the judged figures
};

/// Rolled-up history. Each call may run on any thread; reads never block the writer.
class MetricsHistory {
public:
    virtual ~MetricsHistory() = default;
    /// At most about 400 points: the bucket width follows from the range.
    [[nodiscard]] virtual Result<Overview> overview(const OverviewQuery& query) const = 0;
};

struct RequestFilter {
    TimeRange range;                   ///< empty range (to <= from): all time
    std::string taskId;
    std::string answeredByTier;
    std::optional<bool> isEscalated;
    std::optional<bool> isJudged;
    std::optional<bool> meetsTarget;   ///< of judged answers
    std::string text;                  ///< words to find in query or answer; or a decision id or its beginning
    std::string policyVersionId;
    std::optional<std::string> clientKeyId; ///< empty text: requests that came without a key
};

enum class RequestSort { Time, Cost, Latency, Score };

struct RequestOrder {
    RequestSort key = RequestSort::Time;
    bool isDescending = true;
};

/// Position after the last row of a page (keyset paging). Opaque to callers but for equality.
struct RequestCursor {
    double key = 0;
    std::int64_t row = 0;
    bool operator==(const RequestCursor&) const = default;
};

/// One line of the Requests table.
struct RequestRow {
    std::string id;
    TimePoint at{};
    std::string taskId;
    std::string textStart;        ///< at most 200 characters of the query
    std::string answeredByTier;   ///< empty: every tier failed
    int attempts = 0;
    int escalations = 0;
    std::optional<double> score;
    std::optional<double> threshold;
    domain::Money cost;
    bool isCostKnown = true;
    domain::Money lastTierCost;
    bool isLastTierCostKnown = true;
    bool isLastTierCostEstimated = false;
    double latencyMs = 0;
    std::optional<bool> meetsTarget; ///< newest judgement
    bool isSimulated = false;
};

struct RequestPage {
    std::vector<RequestRow> rows;
    std::optional<RequestCursor> next; ///< absent: this was the last page
};

/// Query by query history. Each call may run on any thread.
class RequestHistory {
public:
    virtual ~RequestHistory() = default;
    [[nodiscard]] virtual Result<RequestPage> page(const RequestFilter& filter, const RequestOrder& order,
        const std::optional<RequestCursor>& after, int limit) const = 0;
    /// Rows that the filter matches, counted up to `limit`.
    [[nodiscard]] virtual Result<std::int64_t> count(const RequestFilter& filter, std::int64_t limit) const = 0;
    [[nodiscard]] virtual Result<std::optional<domain::QueryRecord>> find(const std::string& id) const = 0;
    [[nodiscard]] virtual Result<std::vector<domain::Outcome>> outcomes(const std::string& queryId) const = 0;
};

} // namespace core::ports
