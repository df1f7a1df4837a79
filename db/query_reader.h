#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "core/ports/history.h"
#include "db/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace db {

// Rows of single queries back into values. Throw SqlFailure.

[[nodiscard]] core::ports::RequestRow readRequestRow(Connection& connection, std::int64_t row);

[[nodiscard]] std::optional<core::domain::QueryRecord> readQueryRecord(
    Connection& connection, const std::string& id);

/// By the time of judging.
[[nodiscard]] std::vector<core::domain::Outcome> readOutcomes(
    Connection& connection, const std::string& queryId);

} // namespace db
