#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace core::gateway {

/// Which tier a conversation stays on. Bounded; the oldest are forgotten first. For one thread.
class StickySessions {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    StickySessions(std::chrono::seconds lifetime, std::size_t limit);

    [[nodiscard]] std::optional<std::string> tierOf(const std::string& session, TimePoint now) const;
    void remember(const std::string& session, const std::string& tierId, TimePoint now);
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        std::string tierId;
        TimePoint lastUse;
    };
    struct Use {
        std::string session;
        TimePoint at;
    };

    const std::chrono::seconds m_lifetime;
    const std::size_t m_limit;
    std::map<std::string, Entry> m_entries;
    std::deque<Use> m_uses; ///< oldest first; one that is not the entry's last use is void
};

} // namespace core::gateway
