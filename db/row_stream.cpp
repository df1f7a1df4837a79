#include "db/row_stream.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace db {

namespace {

constexpr std::size_t kLargestChunk = 1024;

} // namespace

std::optional<SortedRow> RowStream::peek()
{
    if (m_position == m_rows.size() && !m_isEnded) {
        const std::optional<SortedRow> last = m_rows.empty() ? std::nullopt : std::optional(m_rows.back());
        m_rows.clear();
        m_position = 0;
        m_fetch(last, m_chunk, m_rows);
        m_isEnded = m_rows.size() < m_chunk;
        m_chunk = std::min(m_chunk * 2, kLargestChunk);
    }
    return m_position < m_rows.size() ? std::optional(m_rows[m_position]) : std::nullopt;
}

bool MergedStreams::Behind::operator()(const Head& a, const Head& b) const
{
    // A bound stands before a row of the same place: it may be that row.
    const auto left = std::tuple(a.at.key, a.at.row);
    const auto right = std::tuple(b.at.key, b.at.row);
    if (left != right) {
        return isDescending ? left < right : left > right;
    }
    return !a.isBound && b.isBound;
}

void MergedStreams::add(RowStream stream, SortedRow bound)
{
    m_streams.push_back(std::move(stream));
    m_heap.push({bound, m_streams.size() - 1, true});
}

std::optional<SortedRow> MergedStreams::next()
{
    while (!m_heap.empty()) {
        Head head = m_heap.top();
        m_heap.pop();
        RowStream& stream = m_streams[head.stream];
        if (head.isBound) {
            if (const auto first = stream.peek()) {
                m_heap.push({*first, head.stream, false});
            }
            continue;
        }
        stream.pop();
        if (const auto following = stream.peek()) {
            m_heap.push({*following, head.stream, false});
        }
        return head.at;
    }
    return std::nullopt;
}

} // namespace db
