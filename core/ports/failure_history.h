#pragma once

#include "core/base/result.h"
#include "core/domain/failure_cluster.h"
#include "core/ports/history.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::ports {

struct FailureQuery {
    TimeRange range;
    std::string taskId; ///< empty: all tasks
    std::uint64_t seed = 1;
    std::size_t limit = 100'000; ///< the newest so many
    domain::MapLayout layout = domain::MapLayout::PrincipalPlane; ///< of the map
};

/// Queries that the cheaper tiers did not answer and those judged to miss their target, with texts that are stored. What
/// belongs to no task is none of them. May run on any thread.
class FailureHistory {
public:
    virtual ~FailureHistory() = default;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<domain::FailurePoint>> failures(const FailureQuery& query) const = 0;
    /// Judged answers that a cheaper tier accepted, whatever the judgement, the newest 20,000. What rates of failure are of.
    [[nodiscard]] virtual Result<std::vector<domain::JudgedAnswer>> judgedAnswers(const FailureQuery& query) const = 0;
};

/// A clustering that was kept.
struct KeptGrouping {
    FailureQuery query; ///< that it answers
    TimePoint at{};     ///< when it was made
    domain::FailureMap map;
};

/// Groups failures by what they are about. Takes seconds for tens of thousands; call it off the GUI thread.
class ClusterFinder {
public:
    virtual ~ClusterFinder() = default;
    /// The same clusters for the same failures and seed; a t-SNE map may be an earlier one of the same task with what is new
    /// placed on it. A map without points: there were no failures. Cancelled soon after `stop` is requested.
    [[nodiscard]] virtual Result<domain::FailureMap> find(const FailureQuery& query, std::stop_token stop) const = 0;
    /// The clustering of the task that was made last, whatever process made it, without what was erased since. Nothing: none
    /// is kept. Takes as long as reading the failures.
    [[nodiscard]] virtual Result<std::optional<KeptGrouping>> newest(const std::string&) const
    {
        return std::optional<KeptGrouping>();
    }
};

} // namespace core::ports
