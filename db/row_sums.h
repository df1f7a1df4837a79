#pragma once

#include "db/connection.h"
#include "db/rollup_table.h"

#include <cstdint>
#include <optional>

namespace db {

/// The columns of the three rollup tables, summed from the rows themselves.
struct RowSums {
    RollupBuckets traffic;
    RollupBuckets tiers;
    RollupBuckets keys;
};

struct RowSumsQuery {
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::int64_t widthSeconds = 0; ///< 0: one bucket, whose start is fromUs
    std::optional<std::int64_t> task; ///< number of the name; absent: all
    bool withLatencies = true; ///< of traffic; tiers and keys have them only when asked for all
    bool withMembers = true; ///< tiers
    bool withKeys = false; ///< keys, and latencies of tiers
};

/// For the edges of a range and for doctor. Throws SqlFailure.
[[nodiscard]] RowSums sumRows(Connection& connection, const RowSumsQuery& query);

} // namespace db
