#pragma once

#include "core/ports/history.h"
#include "db/connection.h"
#include "db/row_stream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace db {

/// A RequestFilter with its names looked up: which rows, facets and words it asks for.
struct ResolvedFilter {
    struct FacetExtent {
        std::int64_t id = 0;
        std::int64_t firstRow = 0;
        std::int64_t lastRow = 0;
    };

    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t firstRow = 0; ///< rows in [firstRow, endRow) may be in the range of time
    std::int64_t endRow = 0;
    bool hasFacets = false; ///< some attribute is asked for: only `facets` match
    std::vector<FacetExtent> facets;
    std::optional<std::int64_t> clientKey; ///< name id of the key asked for
    std::string words; ///< expression for the text index; empty: none
    std::vector<std::string> plainWords; ///< lower-case ASCII parts that every match in ASCII contains
    std::string idPrefix; ///< a decision id or its beginning; empty: none
    bool isImpossible = false; ///< nothing can match

    /// `row` is in [firstRow, endRow): whether its time, which spilled rows need to be asked for, is in the
    /// range.
    [[nodiscard]] bool isTimeCertain(std::int64_t row) const;
};

[[nodiscard]] ResolvedFilter resolve(Connection& connection, const core::ports::RequestFilter& filter);

/// Produces the matching rows in the order asked for, one by one. Throws SqlFailure.
class RequestSelection {
public:
    RequestSelection(Connection& connection, ResolvedFilter filter, core::ports::RequestOrder order,
        std::optional<core::ports::RequestCursor> after);

    [[nodiscard]] std::optional<SortedRow> next();

private:
    void openByTime();
    void openByText();
    void openById();
    void openSorted();
    void openByKeyPerDay(const std::string& keyColumn);
    [[nodiscard]] bool isBehindCursor(const SortedRow& at) const;
    [[nodiscard]] bool hasTime(std::int64_t row);
    [[nodiscard]] bool hasFacet(std::int64_t row);
    [[nodiscard]] bool hasClientKey(std::int64_t row);
    [[nodiscard]] bool hasWords(std::int64_t row);
    [[nodiscard]] bool mayHaveWords(std::int64_t row);
    [[nodiscard]] double keyOf(std::int64_t row);

    Connection& m_connection;
    const ResolvedFilter m_filter;
    const core::ports::RequestOrder m_order;
    const std::optional<core::ports::RequestCursor> m_after;
    std::unordered_set<std::int64_t> m_facets;
    MergedStreams m_streams;
    bool m_checksFacet = false; ///< the streams do not look at facets
    bool m_checksClientKey = false; ///< nor at client keys
    bool m_checksWords = false; ///< nor at words
};

} // namespace db
