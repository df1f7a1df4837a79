#include "db/sql_decision_store.h"

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
    return writer->append(record);
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
    if (!writer->isQueued(outcome.queryId)) {
        if (auto known = checkKnown(outcome.queryId); !known) {
            return known;
        }
    }
    return writer->append(outcome);
}

core::Result<void> SqlDecisionStore::checkKnown(const std::string& queryId) const
{
    const auto isKnown = m_access.read([&](Connection& reader) {
        return reader.query("SELECT 1 FROM queries WHERE id = ?", queryId).next();
    });
    if (!isKnown) {
        return core::fail(isKnown.error());
    }
    return *isKnown ? core::Result<void>()
                    : core::fail(core::ErrorCode::NotFound, "there is no query " + queryId + " to judge");
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
