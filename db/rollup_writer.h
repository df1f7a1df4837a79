#pragma once

#include "db/bulk_statement.h"
#include "db/rollup_batch.h"
#include "db/rollup_table.h"

#include <cstdint>

namespace db {

/// Adds a batch to the rollup tables, at every width, in the caller's transaction. Throws SqlFailure.
class RollupWriter {
public:
    explicit RollupWriter(Connection& connection);

    /// Ten-second buckets before `tenSecondsFromUs` are not kept.
    void write(const RollupBatch& batch, std::int64_t tenSecondsFromUs);

private:
    struct TableWriter {
        TableWriter(Connection& connection, const RollupTable& rollups);
        void writeLevels(RollupBuckets buckets, std::int64_t tenSecondsFromUs);
        void writeLevel(std::int64_t width, const RollupBuckets& buckets);
        void addKey(BulkStatement& statement, std::int64_t width, const RollupKey& key) const;

        const RollupTable& table;
        BulkStatement selectLatency;
        BulkStatement upsert;
    };

    TableWriter m_traffic;
    TableWriter m_tiers;
    TableWriter m_keys;
};

} // namespace db
