#include "db/sql_decision_store.h"

#include "db/privacy.h"
#include "db/row_key.h"

namespace db {

namespace {

core::Result<void> refusal(const Workspace& workspace)
{
    return core::fail(core::ErrorCode::PermissionDenied,
        "'" + workspace.path().string() + "' is open read-only; only its owner records queries");
}

core::Result<void> check(const core::domain::QueryRecord& record)
{
    const std::int64_t at = core::toMicroseconds(record.at);
    if (record.id.empty() || record.taskId.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "a query record needs an id and a task");
    }
    if (at < kEarliestMicroseconds || at >= kLatestMicroseconds) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "query " + record.id + " has a time outside 1900 to 2100; check the clock that stamped it");
    }
    return {};
}

} // namespace

SqlDecisionStore::SqlDecisionStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<void> SqlDecisionStore::append(const core::domain::QueryRecord& record)
{
    DatabaseWriter* writer = m_access.workspace().writer();
    if (writer == nullptr) {
        return refusal(m_access.workspace());
    }
    if (auto checked = check(record); !checked) {
        return checked;
    }
    const Workspace& workspace = m_access.workspace();
    return writer->append(workspace.privacy().applied(record, workspace.clock().now()));
}

core::Result<void> SqlDecisionStore::append(const core::domain::Outcome& outcome)
{
    DatabaseWriter* writer = m_access.workspace().writer();
    if (writer == nullptr) {
        return refusal(m_access.workspace());
    }
    const double probability = outcome.samplingProbability.value_or(1.0);
    if (!(outcome.quality >= 0.0 && outcome.quality <= 1.0) || !(probability > 0.0 && probability <= 1.0)) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the judgement of " + outcome.queryId
                + " needs a quality in [0, 1] and a sampling probability in (0, 1]");
    }
    std::optional<std::string> task = writer->queuedTask(outcome.queryId);
    if (!task) {
        const auto stored = storedTask(outcome.queryId);
        if (!stored) {
            return core::fail(stored.error());
        }
        task = *stored;
    }
    if (!task) {
        return core::fail(core::ErrorCode::NotFound, "there is no query " + outcome.queryId + " to judge");
    }
    return writer->append(m_access.workspace().privacy().applied(outcome, *task));
}

core::Result<void> SqlDecisionStore::append(const core::domain::Withdrawal& withdrawal)
{
    DatabaseWriter* writer = m_access.workspace().writer();
    return writer == nullptr ? refusal(m_access.workspace()) : writer->append(withdrawal);
}

core::Result<std::optional<std::string>> SqlDecisionStore::storedTask(const std::string& queryId) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT n.value FROM queries q JOIN facets f ON f.id = q.facet "
                                 "JOIN names n ON n.id = f.task WHERE q.id = ?",
            queryId);
        return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
    });
}

core::Result<void> SqlDecisionStore::flush()
{
    DatabaseWriter* writer = m_access.workspace().writer();
    return writer == nullptr ? core::Result<void>() : writer->flush();
}

core::ports::DecisionStoreStatus SqlDecisionStore::status() const
{
    const DatabaseWriter* writer = m_access.workspace().writer();
    return writer == nullptr ? core::ports::DecisionStoreStatus{} : writer->status();
}

} // namespace db
