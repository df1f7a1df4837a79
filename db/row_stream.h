#pragma once

#include "db/connection.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <string>
#include <vector>

namespace db {

/// A query's place in an order: the value it is sorted by, then its row.
struct SortedRow {
    double key = 0;
    std::int64_t row = 0;
    bool operator==(const SortedRow&) const = default;
};

/// One sorted list of rows inside the database, read a chunk at a time.
class RowStream {
public:
    using Fetch = std::function<void(
        const std::optional<SortedRow>& after, std::size_t limit, std::vector<SortedRow>& rows)>;

    /// `fetch` appends at most `limit` rows behind `after`, in the stream's order.
    explicit RowStream(Fetch fetch)
        : m_fetch(std::move(fetch))
    {
    }
    /// The row the stream stands on; nothing behind its end.
    [[nodiscard]] std::optional<SortedRow> peek();
    void pop() { ++m_position; }

private:
    Fetch m_fetch;
    std::vector<SortedRow> m_rows;
    std::size_t m_position = 0;
    std::size_t m_chunk = 16;
    bool m_isEnded = false;
};

/// Reads many sorted streams as one. A stream is first asked for rows when the merge has come to `bound`, the
/// best place it can have: a filter that matches thousands of lists opens only those near the front.
class MergedStreams {
public:
    explicit MergedStreams(bool isDescending)
        : m_heap(Behind{isDescending})
    {
    }
    void add(RowStream stream, SortedRow bound);
    [[nodiscard]] std::optional<SortedRow> next();

private:
    struct Head {
        SortedRow at;
        std::size_t stream = 0;
        bool isBound = true; ///< `at` is only the best the stream can have
    };
    struct Behind {
        bool isDescending = true;
        bool operator()(const Head& a, const Head& b) const;
    };

    std::vector<RowStream> m_streams;
    std::priority_queue<Head, std::vector<Head>, Behind> m_heap;
};

} // namespace db
