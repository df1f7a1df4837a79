#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace core::providers {

/// Cuts a stream of server-sent events into events, however the network cut it into pieces.
class SseSplitter {
public:
    void feed(std::string_view bytes) { m_pending.append(bytes); }
    /// The next whole event, byte for byte, with the blank line that ends it.
    [[nodiscard]] std::optional<std::string> next();
    /// Bytes that no blank line has ended yet.
    [[nodiscard]] std::size_t pendingBytes() const { return m_pending.size() - m_begin; }

private:
    std::string m_pending;
    std::size_t m_begin = 0;
    std::size_t m_scanned = 0;
};

/// The event's data lines, joined by line feeds; empty for a comment.
[[nodiscard]] std::string sseData(std::string_view event);

} // namespace core::providers
