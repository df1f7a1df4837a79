#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "db/rollup_table.h"

#include <cstdint>
#include <span>
#include <utility>

namespace db {

/// Names of one query as numbers, as the rollups key them.
struct QueryNames {
    std::int64_t task = 0;
    std::int64_t clientKey = 0; ///< 0: none
    std::span<const std::int64_t> tiers; ///< one an attempt
};

/// Sums up what a transaction adds.
class RollupBatch {
public:
    RollupBatch() = default;
    /// Sums made elsewhere, by ten-second bucket.
    RollupBatch(RollupBuckets traffic, RollupBuckets tiers, RollupBuckets keys)
        : m_traffic(std::move(traffic))
        , m_tiers(std::move(tiers))
        , m_keys(std::move(keys))
    {
    }

    void addQuery(const core::domain::QueryRecord& record, const QueryNames& names);
    /// `sign` +1 counts the judgement, -1 takes it back. `at` is the time of the query that was judged.
    void addJudgement(core::TimePoint at, std::int64_t task, const core::domain::Outcome& outcome, int sign);

    // By ten-second bucket.
    [[nodiscard]] const RollupBuckets& traffic() const { return m_traffic; }
    [[nodiscard]] const RollupBuckets& tiers() const { return m_tiers; }
    [[nodiscard]] const RollupBuckets& keys() const { return m_keys; }

private:
    RollupBuckets m_traffic;
    RollupBuckets m_tiers;
    RollupBuckets m_keys;
};

} // namespace db
