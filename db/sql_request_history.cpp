#include "db/sql_request_history.h"

#include "db/query_reader.h"
#include "db/request_selection.h"

#include <algorithm>

namespace db {

using core::ports::RequestFilter;
using core::ports::RequestOrder;
using core::ports::RequestPage;

namespace {

constexpr int kLongestPage = 1000;

} // namespace

SqlRequestHistory::SqlRequestHistory(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<RequestPage> SqlRequestHistory::page(const RequestFilter& filter, const RequestOrder& order,
    const std::optional<core::ports::RequestCursor>& after, int limit) const
{
    const auto size = static_cast<std::size_t>(std::clamp(limit, 1, kLongestPage));
    return m_access.read([&](Connection& reader) {
        RequestSelection selection(reader, resolve(reader, filter), order, after);
        RequestPage page;
        SortedRow last;
        while (const auto match = selection.next()) {
            if (page.rows.size() == size) {
                page.next = core::ports::RequestCursor{last.key, last.row};
                break;
            }
            page.rows.push_back(readRequestRow(reader, match->row));
            last = *match;
        }
        return page;
    });
}

core::Result<std::int64_t> SqlRequestHistory::count(const RequestFilter& filter, std::int64_t limit) const
{
    return m_access.read([&](Connection& reader) {
        RequestSelection selection(reader, resolve(reader, filter), {}, std::nullopt);
        std::int64_t count = 0;
        while (count < limit && selection.next()) {
            ++count;
        }
        return count;
    });
}

core::Result<std::optional<core::domain::QueryRecord>> SqlRequestHistory::find(const std::string& id) const
{
    return m_access.read([&](Connection& reader) { return readQueryRecord(reader, id); });
}

core::Result<std::vector<core::domain::Outcome>> SqlRequestHistory::outcomes(const std::string& queryId) const
{
    return m_access.read([&](Connection& reader) { return readOutcomes(reader, queryId); });
}

} // namespace db
