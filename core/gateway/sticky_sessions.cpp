#include "core/gateway/sticky_sessions.h"

namespace core::gateway {

StickySessions::StickySessions(std::chrono::seconds lifetime, std::size_t limit)
    : m_lifetime(lifetime)
    , m_limit(limit)
{
}

std::optional<std::string> StickySessions::tierOf(const std::string& session, TimePoint now) const
{
    const auto entry = m_entries.find(session);
    const bool isKnown = entry != m_entries.end() && now - entry->second.lastUse <= m_lifetime;
    return isKnown ? std::optional(entry->second.tierId) : std::nullopt;
}

void StickySessions::remember(const std::string& session, const std::string& tierId, TimePoint now)
{
    m_entries.insert_or_assign(session, Entry{tierId, now});
    m_uses.push_back(Use{session, now});
    while (!m_uses.empty() && (m_uses.size() > m_limit || now - m_uses.front().at > m_lifetime)) {
        const auto entry = m_entries.find(m_uses.front().session);
        if (entry != m_entries.end() && entry->second.lastUse == m_uses.front().at) {
            m_entries.erase(entry);
        }
        m_uses.pop_front();
    }
}

} // namespace core::gateway
