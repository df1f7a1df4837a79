#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core::gateway {

/// Which tier, or which task, a conversation stays with. Bounded; the oldest are forgotten first. Thread-safe.
class StickySessions {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    /// 128 bits of a digest: a tenth of the memory that the digest's text takes.
    using Key = std::array<std::uint64_t, 2>;

    StickySessions(std::chrono::seconds lifetime, std::size_t limit);

    /// Of what identifies the conversation.
    [[nodiscard]] static Key keyOf(std::string_view conversation);

    [[nodiscard]] std::optional<std::string> valueOf(const Key& session, TimePoint now) const;
    void remember(const Key& session, const std::string& value, TimePoint now);
    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        std::uint32_t value = 0; ///< index in m_values
        TimePoint lastUse;
    };
    struct Use {
        Key session;
        TimePoint at;
    };
    struct Hash {
        [[nodiscard]] std::size_t operator()(const Key& key) const noexcept { return key.front(); }
    };
    [[nodiscard]] std::uint32_t numberOf(const std::string& value);

    const std::chrono::seconds m_lifetime;
    const std::size_t m_limit;
    mutable std::mutex m_mutex; // guards everything below
    std::unordered_map<Key, Entry, Hash> m_entries;
    std::deque<Use> m_uses; ///< oldest first; one that is not the entry's last use is void
    std::vector<std::string> m_values; ///< every one seen: as many as there have been tiers or tasks
};

} // namespace core::gateway
