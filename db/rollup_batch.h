#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "db/connection.h"
#include "db/rollup_table.h"

#include <cstdint>
#include <map>
#include <span>

namespace db {

/// Names of one query as numbers, as the rollups key them.
struct QueryNames {
    std::int64_t task = 0;
    std::int64_t clientKey = 0; ///< 0: none
    std::span<const std::int64_t> tiers; ///< one an attempt
};

/// Sums up what a transaction adds and writes it to every width in that transaction.
class RollupBatch {
public:
    void addQuery(const core::domain::QueryRecord& record, const QueryNames& names);
    /// `sign` +1 counts the judgement, -1 takes it back. `at` is the time of the query that was judged.
    void addJudgement(core::TimePoint at, std::int64_t task, const core::domain::Outcome& outcome, int sign);
    /// Ten-second buckets before `tenSecondsFromUs` are not kept.
    void write(Connection& connection, std::int64_t tenSecondsFromUs) const;
    [[nodiscard]] bool isEmpty() const { return m_traffic.empty(); }

private:
    using Buckets = std::map<RollupKey, RollupSums>;

    // Keyed by ten-second bucket.
    Buckets m_traffic;
    Buckets m_tiers;
    Buckets m_keys;
};

} // namespace db
