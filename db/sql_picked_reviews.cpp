#include "db/sql_picked_reviews.h"

#include <memory>
#include <vector>

namespace db {

SqlPickedReviews::SqlPickedReviews(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::int64_t> SqlPickedReviews::add(std::span<const std::string> queryIds)
{
    const auto added = std::make_shared<std::int64_t>(0);
    const core::Result<void> written = m_access.write(Durability::Full,
        [added, ids = std::vector<std::string>(queryIds.begin(), queryIds.end())](Connection& writer) {
            for (const std::string& id : ids) {
                *added
                    += writer.run("INSERT INTO audits(query, task, probability) "
                                  "SELECT q.row, f.task, NULL FROM queries q JOIN facets f ON f.id = q.facet "
                                  "WHERE q.id = ? ON CONFLICT(query) DO NOTHING",
                        id);
            }
        });
    return written ? core::Result<std::int64_t>(*added) : core::fail(written.error());
}

core::Result<bool> SqlPickedReviews::isPicked(const std::string& queryId) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT 1 FROM audits a JOIN queries q ON q.row = a.query "
                                 "WHERE q.id = ? AND a.probability IS NULL",
            queryId);
        return rows.next();
    });
}

} // namespace db
