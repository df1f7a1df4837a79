#pragma once

#include "db/connection.h"

#include <cstdint>
#include <string>

namespace db {

// What is done to the stored texts of one query; each in the caller's transaction. Throw SqlFailure.

/// What text search finds of the query: its text and the answer that was sent.
[[nodiscard]] std::string searchableText(Connection& connection, std::int64_t row);

/// Puts the words of query and sent answer into the text index.
void indexText(Connection& connection, std::int64_t row);

/// Takes them out again. Must come before the texts change.
void unindexText(Connection& connection, std::int64_t row);

/// Removes query, answers, errors, corrections and notes; every figure stays.
void removeText(Connection& connection, std::int64_t row);

/// Removes the query with all that hangs on it; its share of the rollups stays.
void removeQuery(Connection& connection, std::int64_t row);

} // namespace db
