#include "core/gateway/sticky_sessions.h"

#include "core/base/hash.h"

#include <algorithm>
#include <charconv>

namespace core::gateway {

StickySessions::StickySessions(std::chrono::seconds lifetime, std::size_t limit)
    : m_lifetime(lifetime)
    , m_limit(limit)
{
}

StickySessions::Key StickySessions::keyOf(std::string_view conversation)
{
    constexpr std::size_t kDigits = 16; // of 64 bits
    const std::string digest = sha256Hex(conversation);
    Key key{};
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char* const from = digest.data() + i * kDigits;
        std::from_chars(from, from + kDigits, key[i], 16);
    }
    return key;
}

std::optional<std::string> StickySessions::valueOf(const Key& session, TimePoint now) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(session);
    const bool isKnown = entry != m_entries.end() && now - entry->second.lastUse <= m_lifetime;
    return isKnown ? std::optional(m_values[entry->second.value]) : std::nullopt;
}

void StickySessions::remember(const Key& session, const std::string& value, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    m_entries.insert_or_assign(session, Entry{numberOf(value), now});
    m_uses.push_back(Use{session, now});
    while (!m_uses.empty() && (m_uses.size() > m_limit || now - m_uses.front().at > m_lifetime)) {
        const auto entry = m_entries.find(m_uses.front().session);
        if (entry != m_entries.end() && entry->second.lastUse == m_uses.front().at) {
            m_entries.erase(entry);
        }
        m_uses.pop_front();
    }
}

std::size_t StickySessions::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

std::uint32_t StickySessions::numberOf(const std::string& value)
{
    const auto found = std::find(m_values.begin(), m_values.end(), value);
    if (found == m_values.end()) {
        m_values.push_back(value);
        return static_cast<std::uint32_t>(m_values.size() - 1);
    }
    return static_cast<std::uint32_t>(found - m_values.begin());
}

} // namespace core::gateway
