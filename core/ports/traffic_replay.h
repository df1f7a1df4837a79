#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/query_record.h"

#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// One answered query as a replay needs it: no texts.
struct TrafficQuery {
    domain::RoutePrediction prediction;
    std::vector<domain::Attempt> attempts; ///< texts and tokens left empty
    std::optional<domain::Money> lastTierCost;
    std::optional<double> judgedQuality; ///< of the answer that was sent, by its counted judgement
    double judgedProbability = 1; ///< with which that judgement was drawn
    std::string judgedId; ///< the query's, where it was judged
    TimePoint judgedAt{};
};

class TrafficReplay {
public:
    virtual ~TrafficReplay() = default;
    /// Routed and cascaded queries of a task from `since` on, at most `limit`, the newest first.
    [[nodiscard]] virtual Result<std::vector<TrafficQuery>> recent(
        const std::string& taskId, TimePoint since, int limit) const = 0;
    /// Queries of the task in the 24 hours before `now`.
    [[nodiscard]] virtual Result<std::int64_t> lastDay(const std::string& taskId, TimePoint now) const = 0;
};

} // namespace core::ports
