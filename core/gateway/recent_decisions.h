#pragma once

#include "core/domain/query_record.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace core::gateway {

/// What feedback needs to know of a decision.
struct DecisionSummary {
    std::string id;
    std::string taskId;
    std::string clientKeyId;
    std::string answer;
};

[[nodiscard]] DecisionSummary summaryOf(const domain::QueryRecord& record);

/// The newest decisions, so that feedback need not wait until they can be read from the workspace. For one
/// thread.
class RecentDecisions {
public:
    explicit RecentDecisions(std::size_t limit)
        : m_limit(limit)
    {
    }

    void add(DecisionSummary decision);
    [[nodiscard]] std::optional<DecisionSummary> find(const std::string& id) const;

private:
    const std::size_t m_limit;
    std::deque<std::string> m_order; ///< oldest first
    std::unordered_map<std::string, DecisionSummary> m_decisions;
};

} // namespace core::gateway
