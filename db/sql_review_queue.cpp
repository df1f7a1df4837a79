#include "db/sql_review_queue.h"

#include "db/query_reader.h"
#include "db/traffic_span.h"

#include <map>
#include <optional>
#include <utility>

namespace db {

using core::domain::LabelSource;
using core::ports::ReviewAgreement;
using core::ports::ReviewFilter;
using core::ports::ReviewItem;
using core::ports::ReviewSource;

namespace {

constexpr int kPerson = static_cast<int>(LabelSource::Human);

/// Rows that the filter takes; nothing when its task never had traffic. An answer that no tier gave cannot be
/// judged.
std::optional<Rows> matching(Connection& reader, const ReviewFilter& filter, std::int64_t limit)
{
    std::optional<std::int64_t> task;
    if (!filter.taskId.empty()) {
        task = nameId(reader, filter.taskId);
        if (!task) {
            return std::nullopt;
        }
    }
    const std::string answered
        = "AND EXISTS (SELECT 1 FROM attempts t WHERE t.query = a.query AND t.result = 0) ";
    const std::string ofTask = task ? "AND a.task = ? " : "AND ? = 0 ";
    const std::string leastSure = filter.isLeastSureFirst
        ? "ORDER BY (SELECT coalesce(t.score, 2) FROM attempts t WHERE t.query = a.query AND t.result = 0), "
          "a.query "
        : std::string();
    if (filter.source == ReviewSource::Picked) {
        return reader.query("SELECT a.query FROM audits a WHERE a.probability IS NULL AND a.judged_at_us IS NULL "
                + ofTask + answered + (leastSure.empty() ? "ORDER BY a.query DESC " : leastSure) + "LIMIT ?",
            task.value_or(0), limit);
    }
    if (filter.source == ReviewSource::AuditSample) {
        return reader.query("SELECT a.query FROM audits a WHERE a.judged_at_us IS NULL " + ofTask + answered
                + (leastSure.empty() ? "ORDER BY a.query " : leastSure) + "LIMIT ?",
            task.value_or(0), limit);
    }
    return reader.query("SELECT a.query FROM audits a WHERE a.judged_at_us IS NOT NULL " + ofTask + answered
            + "AND NOT EXISTS (SELECT 1 FROM outcomes o JOIN names n ON n.id = o.judge WHERE o.query = "
              "a.query "
              "AND o.source = 0 AND n.value = ?) "
            + (leastSure.empty() ? "ORDER BY a.query DESC " : leastSure) + "LIMIT ?",
        task.value_or(0), filter.reviewer, limit);
}

std::vector<std::int64_t> rowsOf(Connection& reader, const ReviewFilter& filter, std::int64_t limit)
{
    std::vector<std::int64_t> found;
    if (std::optional<Rows> rows = matching(reader, filter, limit)) {
        while (rows->next()) {
            found.push_back(rows->integer(0));
        }
    }
    return found;
}

std::string idOf(Connection& reader, std::int64_t row)
{
    Rows rows = reader.query("SELECT id FROM queries WHERE row = ?", row);
    return rows.next() ? rows.text(0) : std::string();
}

/// The newest word of everybody who judged one answer.
struct Verdicts {
    std::map<std::string, bool> people;
    std::optional<bool> automatic;
};

void addTo(ReviewAgreement& agreement, const Verdicts& verdicts)
{
    if (verdicts.people.empty()) {
        return;
    }
    const auto first = verdicts.people.begin();
    if (verdicts.people.size() > 1) {
        agreement.people.add(first->second, std::next(first)->second);
    }
    if (verdicts.automatic) {
        agreement.automatic.add(first->second, *verdicts.automatic);
    }
}

} // namespace

SqlReviewQueue::SqlReviewQueue(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<ReviewItem>> SqlReviewQueue::items(const ReviewFilter& filter, int limit) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<ReviewItem> items;
        for (const std::int64_t row : rowsOf(reader, filter, limit)) {
            const std::string id = idOf(reader, row);
            if (auto record = readQueryRecord(reader, id)) {
                items.push_back({std::move(*record), readOutcomes(reader, id)});
            }
        }
        return items;
    });
}

core::Result<std::int64_t> SqlReviewQueue::count(const ReviewFilter& filter, std::int64_t limit) const
{
    return m_access.read(
        [&](Connection& reader) { return static_cast<std::int64_t>(rowsOf(reader, filter, limit).size()); });
}

core::Result<ReviewAgreement> SqlReviewQueue::agreement(const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        ReviewAgreement agreement;
        std::int64_t current = 0;
        Verdicts verdicts;
        Rows rows = reader.query(
            "SELECT o.query, o.source, n.value, o.meets_target FROM outcomes o "
            "JOIN names n ON n.id = o.judge "
            "WHERE o.query IN (SELECT p.query FROM outcomes p JOIN queries q ON q.row = p.query "
            "JOIN facets f ON f.id = q.facet JOIN names t ON t.id = f.task "
            "WHERE p.source = 0 AND (? = '' OR t.value = ?)) ORDER BY o.query, o.at_us, o.id",
            taskId, taskId);
        while (rows.next()) {
            if (rows.integer(0) != current) {
                addTo(agreement, std::exchange(verdicts, {}));
                current = rows.integer(0);
            }
            const auto source = static_cast<LabelSource>(rows.integer(1));
            if (rows.integer(1) == kPerson) {
                verdicts.people[rows.text(2)] = rows.boolean(3);
            } else if (source == LabelSource::Reference || source == LabelSource::ReferenceTier) {
                verdicts.automatic = rows.boolean(3);
            }
        }
        addTo(agreement, verdicts);
        return agreement;
    });
}

} // namespace db
