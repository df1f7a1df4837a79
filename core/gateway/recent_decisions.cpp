#include "core/gateway/recent_decisions.h"

#include <utility>

namespace core::gateway {

DecisionSummary summaryOf(const domain::QueryRecord& record)
{
    const domain::Attempt* accepted = record.accepted();
    return {
        record.id, record.taskId, record.clientKeyId, accepted != nullptr ? accepted->answer : std::string()};
}

void RecentDecisions::add(DecisionSummary decision)
{
    m_order.push_back(decision.id);
    m_decisions.insert_or_assign(m_order.back(), std::move(decision));
    if (m_order.size() > m_limit) {
        m_decisions.erase(m_order.front());
        m_order.pop_front();
    }
}

std::optional<DecisionSummary> RecentDecisions::find(const std::string& id) const
{
    const auto found = m_decisions.find(id);
    return found == m_decisions.end() ? std::nullopt : std::optional(found->second);
}

} // namespace core::gateway
