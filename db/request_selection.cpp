#include "db/request_selection.h"

#include "db/dialect.h"
#include "db/stored_text.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

namespace db {

using core::ports::RequestCursor;
using core::ports::RequestOrder;
using core::ports::RequestSort;

namespace {

/// Up to this many matches are sorted in memory; beyond, the order is read from an index and filtered.
constexpr std::size_t kSortedInMemory = 8000;
/// Up to this many candidates are looked up in the text index one by one.
constexpr std::size_t kLookedUpWords = 4000;
constexpr std::int64_t kMostIdMatches = 10'000;
constexpr std::int64_t kDayUs = 86'400'000'000;

std::string keyExpression(RequestSort sort)
{
    switch (sort) {
    case RequestSort::Time:
        return "0";
    case RequestSort::Cost:
        return "cost_nano";
    case RequestSort::Latency:
        return "coalesce(latency_ms, -1)";
    case RequestSort::Score:
        return "coalesce(score, -1)";
    }
    return "0";
}

/// A stream over rows in the order of time: `sql` binds `first...`, lower bound, upper bound (exclusive),
/// limit.
template <typename... First>
RowStream::Fetch timeFetch(Connection& connection, const ResolvedFilter& filter, bool isDescending,
    const std::optional<RequestCursor>& cursor, std::string sql, First... first)
{
    const std::int64_t low = cursor && !isDescending ? cursor->row + 1 : filter.firstRow;
    const std::int64_t high = cursor && isDescending ? cursor->row : filter.endRow;
    return [&connection, low, high, isDescending, sql = std::move(sql), first...](
               const std::optional<SortedRow>& after, std::size_t limit, std::vector<SortedRow>& out) {
        const std::int64_t from = after && !isDescending ? after->row + 1 : low;
        const std::int64_t to = after && isDescending ? after->row : high;
        Rows rows = connection.query(sql, first..., from, to, limit);
        while (rows.next()) {
            out.push_back({0, rows.integer(0)});
        }
    };
}

RowStream::Fetch listFetch(std::vector<SortedRow> sorted)
{
    auto rows = std::make_shared<std::vector<SortedRow>>(std::move(sorted));
    auto position = std::make_shared<std::size_t>(0);
    return [rows, position](const std::optional<SortedRow>&, std::size_t limit, std::vector<SortedRow>& out) {
        const std::size_t count = std::min(limit, rows->size() - *position);
        const auto first = rows->begin() + static_cast<std::ptrdiff_t>(*position);
        out.insert(out.end(), first, first + static_cast<std::ptrdiff_t>(count));
        *position += count;
    };
}

} // namespace

RequestSelection::RequestSelection(
    Connection& connection, ResolvedFilter filter, RequestOrder order, std::optional<RequestCursor> after)
    : m_connection(connection)
    , m_filter(std::move(filter))
    , m_order(order)
    , m_after(after)
    , m_streams(order.isDescending)
    , m_checksClientKey(m_filter.clientKey.has_value())
{
    for (const ResolvedFilter::FacetExtent& facet : m_filter.facets) {
        m_facets.insert(facet.id);
    }
    if (m_filter.isImpossible || (m_filter.hasFacets && m_facets.empty())) {
        return;
    }
    if (m_order.key != RequestSort::Time) {
        openSorted();
    } else if (!m_filter.idPrefix.empty()) {
        openById();
    } else if (!m_filter.words.empty()) {
        openByText();
    } else {
        openByTime();
    }
}

void RequestSelection::openByTime()
{
    const bool down = m_order.isDescending;
    const std::string order = down ? " ORDER BY row DESC LIMIT ?" : " ORDER BY row LIMIT ?";
    const std::string ofKey
        = m_filter.clientKey ? " AND client_key = " + std::to_string(*m_filter.clientKey) : std::string();
    m_checksClientKey = false;
    const SortedRow best{
        0, down ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min()};
    if (!m_filter.hasFacets) {
        m_streams.add(RowStream(timeFetch(m_connection, m_filter, down, m_after,
                          "SELECT row FROM queries WHERE row >= ? AND row < ?" + ofKey + order)),
            best);
        return;
    }
    const std::string sql = "SELECT row FROM queries WHERE facet = ? AND row >= ? AND row < ?" + ofKey + order;
    for (const ResolvedFilter::FacetExtent& facet : m_filter.facets) {
        m_streams.add(RowStream(timeFetch(m_connection, m_filter, down, m_after, sql, facet.id)),
            {0, down ? facet.lastRow : facet.firstRow});
    }
}

void RequestSelection::openByText()
{
    if (m_filter.hasFacets) {
        // Few rows have the attributes: look each up. Many: the words are the better guide.
        ResolvedFilter attributes = m_filter;
        attributes.words.clear();
        RequestSelection counted(m_connection, std::move(attributes), m_order, m_after);
        std::size_t count = 0;
        while (count <= kLookedUpWords && counted.next()) {
            ++count;
        }
        if (count <= kLookedUpWords) {
            m_checksWords = true;
            openByTime();
            return;
        }
    }
    m_checksFacet = m_filter.hasFacets;
    const std::string sql = "SELECT rowid FROM text_index WHERE " + std::string(dialect::textIndexMatch())
        + " AND rowid >= ? AND rowid < ? ORDER BY rowid" + (m_order.isDescending ? " DESC" : "") + " LIMIT ?";
    m_streams.add(
        RowStream(timeFetch(m_connection, m_filter, m_order.isDescending, m_after, sql, m_filter.words)), {});
}

void RequestSelection::openById()
{
    m_checksFacet = m_filter.hasFacets;
    std::vector<SortedRow> matches;
    Rows rows = m_connection.query("SELECT row FROM queries WHERE id >= ? AND id < ? LIMIT ?",
        m_filter.idPrefix, m_filter.idPrefix + "\x7f", kMostIdMatches);
    while (rows.next()) {
        const std::int64_t row = rows.integer(0);
        const bool isAfter = !m_after || (m_order.isDescending ? row < m_after->row : row > m_after->row);
        if (row >= m_filter.firstRow && row < m_filter.endRow && isAfter) {
            matches.push_back({0, row});
        }
    }
    std::sort(matches.begin(), matches.end(), [this](const SortedRow& a, const SortedRow& b) {
        return m_order.isDescending ? a.row > b.row : a.row < b.row;
    });
    m_streams.add(RowStream(listFetch(std::move(matches))), {});
}

void RequestSelection::openSorted()
{
    RequestSelection byTime(m_connection, m_filter, {RequestSort::Time, true}, std::nullopt);
    std::vector<SortedRow> matches;
    while (matches.size() <= kSortedInMemory) {
        const auto match = byTime.next();
        if (!match) {
            break;
        }
        matches.push_back({0, match->row});
    }
    if (matches.size() > kSortedInMemory) {
        m_checksFacet = m_filter.hasFacets;
        m_checksWords = !m_filter.words.empty();
        openByKeyPerDay(keyExpression(m_order.key));
        return;
    }
    for (SortedRow& match : matches) {
        match.key = keyOf(match.row);
    }
    std::erase_if(matches, [this](const SortedRow& match) { return !isBehindCursor(match); });
    std::sort(matches.begin(), matches.end(), [this](const SortedRow& a, const SortedRow& b) {
        const auto left = std::pair(a.key, a.row);
        const auto right = std::pair(b.key, b.row);
        return m_order.isDescending ? left > right : left < right;
    });
    m_streams.add(RowStream(listFetch(std::move(matches))), {});
}

bool RequestSelection::isBehindCursor(const SortedRow& at) const
{
    if (!m_after) {
        return true;
    }
    const auto here = std::pair(at.key, at.row);
    const auto cursor = std::pair(m_after->key, m_after->row);
    return m_order.isDescending ? here < cursor : here > cursor;
}

/// One stream a day: the index of the order begins with the day, so that a range of days reads only its own
/// rows.
void RequestSelection::openByKeyPerDay(const std::string& key)
{
    const bool down = m_order.isDescending;
    const std::string direction = down ? " DESC" : "";
    const std::string beyond = down ? " < ?" : " > ?";
    const std::string head = "SELECT row, " + key + " FROM queries WHERE (at_us / 86400000000) = ?";
    const std::string tail = " ORDER BY " + key + direction + ", row" + direction + " LIMIT ?";
    const std::string fromStart = head + tail;
    const std::string sameKey = head + " AND " + key + " = ? AND row" + beyond + tail;
    const std::string nextKey = head + " AND " + key + beyond + tail;

    std::int64_t firstDay = 0;
    std::int64_t lastDay = -1;
    {
        Rows extent = m_connection.query(
            "SELECT min(at_us), max(at_us) FROM (SELECT at_us FROM (SELECT at_us FROM queries "
            "ORDER BY row LIMIT 1) UNION ALL SELECT at_us FROM (SELECT at_us FROM queries "
            "ORDER BY row DESC LIMIT 1))");
        if (extent.next() && !extent.isNull(0)) {
            firstDay = std::max(extent.integer(0), m_filter.fromUs) / kDayUs;
            lastDay = std::min(extent.integer(1), m_filter.toUs) / kDayUs;
        }
    }
    const std::optional<SortedRow> cursor
        = m_after ? std::optional(SortedRow{m_after->key, m_after->row}) : std::nullopt;
    const double infinity = std::numeric_limits<double>::infinity();
    const SortedRow best{down ? infinity : -infinity, 0};
    for (std::int64_t day = firstDay; day <= lastDay; ++day) {
        m_streams.add(
            RowStream([this, day, cursor, fromStart, sameKey, nextKey](const std::optional<SortedRow>& after,
                          std::size_t limit, std::vector<SortedRow>& out) {
                const auto read = [&out](Rows rows) {
                    while (rows.next()) {
                        out.push_back({rows.real(1), rows.integer(0)});
                    }
                };
                const std::optional<SortedRow> from = after ? after : cursor;
                if (!from) {
                    read(m_connection.query(fromStart, day, limit));
                    return;
                }
                read(m_connection.query(sameKey, day, from->key, from->row, limit));
                if (out.size() < limit) {
                    read(m_connection.query(nextKey, day, from->key, limit - out.size()));
                }
            }),
            best);
    }
}

std::optional<SortedRow> RequestSelection::next()
{
    while (const auto candidate = m_streams.next()) {
        const std::int64_t row = candidate->row;
        const bool isInRange = row >= m_filter.firstRow && row < m_filter.endRow
            && (m_filter.isTimeCertain(row) || hasTime(row));
        if (isInRange && (!m_checksFacet || hasFacet(row)) && (!m_checksClientKey || hasClientKey(row))
            && (!m_checksWords || hasWords(row))) {
            return candidate;
        }
    }
    return std::nullopt;
}

bool RequestSelection::hasTime(std::int64_t row)
{
    Rows rows = m_connection.query("SELECT at_us FROM queries WHERE row = ?", row);
    return rows.next() && rows.integer(0) >= m_filter.fromUs && rows.integer(0) < m_filter.toUs;
}

bool RequestSelection::hasFacet(std::int64_t row)
{
    Rows rows = m_connection.query("SELECT facet FROM queries WHERE row = ?", row);
    return rows.next() && m_facets.contains(rows.integer(0));
}

bool RequestSelection::hasClientKey(std::int64_t row)
{
    Rows rows = m_connection.query("SELECT client_key FROM queries WHERE row = ?", row);
    return rows.next() && rows.integer(0) == m_filter.clientKey;
}

/// A look at the stored text costs a tenth of a look into the text index, and settles most rows. Only what is
/// plain ASCII on both sides can be told from the text alone; the index knows about case and accents of
/// everything else.
bool RequestSelection::mayHaveWords(std::int64_t row)
{
    std::string text = searchableText(m_connection, row);
    for (char& c : text) {
        if (static_cast<unsigned char>(c) >= 0x80U) {
            return true;
        }
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return std::all_of(m_filter.plainWords.begin(), m_filter.plainWords.end(),
        [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

bool RequestSelection::hasWords(std::int64_t row)
{
    return mayHaveWords(row)
        && m_connection
               .query("SELECT rowid FROM text_index WHERE " + std::string(dialect::textIndexMatch())
                       + " AND rowid = ?",
                   m_filter.words, row)
               .next();
}

double RequestSelection::keyOf(std::int64_t row)
{
    Rows rows
        = m_connection.query("SELECT " + keyExpression(m_order.key) + " FROM queries WHERE row = ?", row);
    return rows.next() ? rows.real(0) : 0;
}

} // namespace db
