#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace db {

class Workspace;

struct RetentionReport {
    std::size_t textsRemoved = 0;
    std::size_t queriesRemoved = 0;
};

/// Enforces textDays and rowDays of every task as of `now`, in short transactions between the traffic. Run it
/// at the start and once an hour. Owner only.
[[nodiscard]] core::Result<RetentionReport> applyRetention(Workspace& workspace, core::TimePoint now);

/// Everything stored about one end user (the OpenAI `user` field), oldest first; the visitor returns false to
/// stop.
using EndUserVisitor
    = std::function<bool(const core::domain::QueryRecord&, const std::vector<core::domain::Outcome>&)>;
[[nodiscard]] core::Result<std::size_t> exportEndUser(
    const Workspace& workspace, const std::string& endUserId, const EndUserVisitor& visit);

/// Removes the id and every text of its queries from tables, text index, write-ahead log and journal. The
/// queries stay as anonymous figures, so that rows and rollups still agree. Returns the number of queries.
/// Owner only.
[[nodiscard]] core::Result<std::size_t> eraseEndUser(Workspace& workspace, const std::string& endUserId);

} // namespace db
