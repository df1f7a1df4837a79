#include "db/retention.h"

#include "db/database_writer.h"
#include "db/dialect.h"
#include "db/privacy.h"
#include "db/query_reader.h"
#include "db/reader_pool.h"
#include "db/row_key.h"
#include "db/sql_failure.h"
#include "db/stored_text.h"
#include "db/workspace.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace db {

namespace {

constexpr int kRowsATransaction = 1000;

using RowAction = void (*)(Connection&, std::int64_t);

/// The next rows of the task in [from, cutoff), a handful from each facet.
std::vector<std::int64_t> nextRows(
    Connection& connection, const std::string& taskId, std::int64_t from, std::int64_t cutoff)
{
    std::vector<std::int64_t> facets;
    {
        Rows rows
            = connection.query("SELECT f.id FROM facets f JOIN names n ON n.id = f.task WHERE n.value = ? "
                               "AND f.last_row >= ? AND f.first_row < ?",
                taskId, from, cutoff);
        while (rows.next()) {
            facets.push_back(rows.integer(0));
        }
    }
    std::vector<std::int64_t> found;
    for (const std::int64_t facet : facets) {
        Rows rows = connection.query(
            "SELECT row FROM queries WHERE facet = ? AND row >= ? AND row < ? ORDER BY row LIMIT ?", facet,
            from, cutoff, kRowsATransaction);
        while (rows.next()) {
            found.push_back(rows.integer(0));
        }
    }
    std::sort(found.begin(), found.end());
    found.resize(std::min(found.size(), static_cast<std::size_t>(kRowsATransaction)));
    return found;
}

/// What one kind of retention does and where it keeps how far it has come.
struct RetentionKind {
    RowAction action;
    std::string_view column; ///< of retention_state
};
constexpr RetentionKind kTexts{removeText, "texts_from_row"};
constexpr RetentionKind kRows{removeQuery, "rows_from_row"};

std::int64_t doneUntilRow(Connection& connection, const RetentionKind& kind, const std::string& taskId)
{
    Rows rows = connection.query("SELECT s." + std::string(kind.column)
            + " FROM retention_state s JOIN names n ON n.id = s.task WHERE n.value = ?",
        taskId);
    return rows.next() ? rows.integer(0) : firstRowAt(kEarliestMicroseconds);
}

/// Works on one chunk; true when the cutoff is reached.
bool removeChunk(Connection& connection, const RetentionKind& kind, const std::string& taskId,
    std::int64_t cutoffRow, std::size_t& removed)
{
    const std::int64_t from = doneUntilRow(connection, kind, taskId);
    if (from >= cutoffRow) {
        return true;
    }
    const std::vector<std::int64_t> rows = nextRows(connection, taskId, from, cutoffRow);
    for (const std::int64_t row : rows) {
        kind.action(connection, row);
    }
    removed += rows.size();
    const bool isDone = rows.size() < static_cast<std::size_t>(kRowsATransaction);
    const std::int64_t earliest = firstRowAt(kEarliestMicroseconds);
    connection.run(
        "INSERT INTO retention_state(task, texts_from_row, rows_from_row) SELECT id, ?, ? FROM names "
        "WHERE value = ? ON CONFLICT(task) DO NOTHING",
        earliest, earliest, taskId);
    connection.run("UPDATE retention_state SET " + std::string(kind.column)
            + " = ? WHERE task = (SELECT id FROM names WHERE value = ?)",
        isDone ? cutoffRow : rows.back() + 1, taskId);
    return isDone;
}

core::Result<std::size_t> enforce(
    DatabaseWriter& writer, const RetentionKind& kind, const std::string& taskId, core::TimePoint cutoff)
{
    std::size_t removed = 0;
    bool isDone = false;
    while (!isDone) {
        auto chunk = writer.execute(Durability::Traffic, [&](Connection& connection) {
            isDone = removeChunk(connection, kind, taskId, firstRowAt(core::toMicroseconds(cutoff)), removed);
        });
        if (!chunk) {
            return core::fail(chunk.error());
        }
    }
    return removed;
}

core::Result<DatabaseWriter*> writerOf(Workspace& workspace)
{
    if (workspace.writer() == nullptr) {
        return core::fail(core::ErrorCode::PermissionDenied, "the workspace is open read-only");
    }
    return workspace.writer();
}

void eraseRow(Connection& connection, std::int64_t row)
{
    removeText(connection, row);
    connection.run("UPDATE queries SET end_user = NULL WHERE row = ?", row);
}

std::vector<std::int64_t> rowsOfUser(Connection& connection, const std::string& endUserId, int limit)
{
    std::vector<std::int64_t> found;
    Rows rows = connection.query(
        "SELECT row FROM queries WHERE end_user = ? ORDER BY row LIMIT ?", endUserId, limit);
    while (rows.next()) {
        found.push_back(rows.integer(0));
    }
    return found;
}

/// Words that were removed stay in old parts of the text index until those are merged.
core::Result<void> mergeTextIndex(DatabaseWriter& writer)
{
    bool isMerged = false;
    core::Result<void> result;
    while (result && !isMerged) {
        result = writer.execute(Durability::Traffic,
            [&](Connection& connection) { isMerged = dialect::mergeTextIndex(connection); });
    }
    return result;
}

} // namespace

core::Result<RetentionReport> applyRetention(Workspace& workspace, core::TimePoint now)
{
    const auto writer = writerOf(workspace);
    if (!writer) {
        return core::fail(writer.error());
    }
    RetentionReport report;
    for (const TaskPrivacy& rule : workspace.privacy().all()) {
        if (rule.textDays) {
            const auto removed
                = enforce(**writer, kTexts, rule.taskId, now - std::chrono::hours(24 * *rule.textDays));
            if (!removed) {
                return core::fail(removed.error());
            }
            report.textsRemoved += *removed;
        }
        if (rule.rowDays) {
            const auto removed
                = enforce(**writer, kRows, rule.taskId, now - std::chrono::hours(24 * *rule.rowDays));
            if (!removed) {
                return core::fail(removed.error());
            }
            report.queriesRemoved += *removed;
        }
    }
    return report;
}

core::Result<std::size_t> exportEndUser(
    const Workspace& workspace, const std::string& endUserId, const EndUserVisitor& visit)
{
    if (workspace.writer() != nullptr) {
        if (auto flushed = workspace.writer()->flush(); !flushed) {
            return core::fail(flushed.error());
        }
    }
    return guarded([&] {
        return workspace.readers().read([&](Connection& reader) {
            std::vector<std::string> ids;
            {
                Rows rows = reader.query("SELECT id FROM queries WHERE end_user = ? ORDER BY row", endUserId);
                while (rows.next()) {
                    ids.push_back(rows.text(0));
                }
            }
            std::size_t exported = 0;
            for (const std::string& id : ids) {
                ++exported;
                if (!visit(*readQueryRecord(reader, id), readOutcomes(reader, id))) {
                    break;
                }
            }
            return exported;
        });
    });
}

core::Result<std::size_t> eraseEndUser(Workspace& workspace, const std::string& endUserId)
{
    const auto writer = writerOf(workspace);
    if (!writer) {
        return core::fail(writer.error());
    }
    if (endUserId.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "name the end user to erase");
    }
    if (auto flushed = (*writer)->flush(); !flushed) {
        return core::fail(flushed.error());
    }
    std::size_t erased = 0;
    std::size_t chunk = 1;
    while (chunk > 0) {
        auto done = (*writer)->execute(Durability::Full, [&](Connection& connection) {
            const std::vector<std::int64_t> rows = rowsOfUser(connection, endUserId, kRowsATransaction);
            for (const std::int64_t row : rows) {
                eraseRow(connection, row);
            }
            chunk = rows.size();
        });
        if (!done) {
            return core::fail(done.error());
        }
        erased += chunk;
    }
    auto merged = mergeTextIndex(**writer);
    if (auto compacted = merged ? (*writer)->compactLogs() : merged; !compacted) {
        return core::fail(compacted.error());
    }
    return erased;
}

} // namespace db
