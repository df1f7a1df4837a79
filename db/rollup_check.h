#pragma once

#include "db/connection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace db {

/// A UTC day of one task whose rollups do not say what its rows say.
struct RollupMismatch {
    std::int64_t dayUs = 0;
    std::int64_t task = 0;
    std::string what;
};

/// Compares every bucket of every width with the sums of the rows. Days whose rows retention has begun to
/// remove are left out: only their rollups know. Throws SqlFailure.
[[nodiscard]] std::vector<RollupMismatch> findRollupMismatches(Connection& connection);

/// Replaces the rollups of that day and task by the sums of its rows. In the caller's transaction.
void rebuildRollups(Connection& connection, const RollupMismatch& mismatch);

} // namespace db
