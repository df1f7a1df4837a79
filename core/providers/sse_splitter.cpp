#include "core/providers/sse_splitter.h"

#include <algorithm>

namespace core::providers {

namespace {

/// Length of the line end at `at` (CRLF, LF or CR); 0 when there is none or when a CR is all that has come.
std::size_t lineEndAt(std::string_view text, std::size_t at)
{
    if (at >= text.size()) {
        return 0;
    }
    if (text[at] == '\n') {
        return 1;
    }
    if (text[at] != '\r' || at + 1 >= text.size()) {
        return 0;
    }
    return text[at + 1] == '\n' ? 2 : 1;
}

} // namespace

std::optional<std::string> SseSplitter::next()
{
    const std::string_view text = m_pending;
    for (std::size_t at = std::max(m_scanned, m_begin); at < text.size(); ++at) {
        const std::size_t first = lineEndAt(text, at);
        const std::size_t second = first > 0 ? lineEndAt(text, at + first) : 0;
        if (second > 0) {
            const std::size_t end = at + first + second;
            std::string event(text.substr(m_begin, end - m_begin));
            m_begin = end;
            m_scanned = end;
            return event;
        }
    }
    m_pending.erase(0, m_begin);
    m_begin = 0;
    m_scanned = m_pending.size() > 3 ? m_pending.size() - 3 : 0;
    return std::nullopt;
}

std::string sseData(std::string_view event)
{
    std::string data;
    std::size_t begin = 0;
    while (begin < event.size()) {
        const std::size_t end = std::min(event.find_first_of("\r\n", begin), event.size());
        std::string_view line = event.substr(begin, end - begin);
        if (line.starts_with("data:")) {
            line.remove_prefix(line.starts_with("data: ") ? 6 : 5);
            data.append(data.empty() ? "" : "\n").append(line);
        }
        begin = end + std::max<std::size_t>(1, lineEndAt(event, end));
    }
    return data;
}

} // namespace core::providers
