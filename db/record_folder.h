#pragma once

#include "core/journal/journal_segment.h"
#include "core/journal/record_codec.h"
#include "db/bulk_statement.h"
#include "db/connection.h"
#include "db/name_table.h"
#include "db/rollup_batch.h"
#include "db/rollup_writer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace db {

struct JournalEntry {
    core::journal::JournalRecord record;
    core::journal::JournalPosition end; ///< after the record
};

/// Moves journal records into tables and rollups, one transaction a batch, exactly once: the transaction also
/// records the position up to which the journal is folded. Used by the writer thread only. Throws SqlFailure,
/// after which nothing of the batch is stored.
class RecordFolder {
public:
    explicit RecordFolder(Connection& connection);

    /// `now` decides which ten-second buckets are still kept.
    void fold(std::span<const JournalEntry> entries, core::TimePoint now);

    /// Puts one record that cannot be folded aside, so that it does not hold up those behind it.
    void reject(const JournalEntry& entry, const std::string& reason, core::TimePoint now);

    [[nodiscard]] core::journal::JournalPosition foldedThrough();

private:
    void foldQueries(std::span<const JournalEntry> entries, RollupBatch& rollups);
    void foldQuery(const core::domain::QueryRecord& record, RollupBatch& rollups);
    bool insertQuery(std::int64_t row, const core::domain::QueryRecord& record, std::int64_t task);
    void insertPredictions(std::int64_t row, const core::domain::RoutePrediction& prediction);
    void insertAttempts(std::int64_t row, const core::domain::QueryRecord& record);
    void insertText(std::int64_t row, const core::domain::QueryRecord& record);
    void foldOutcome(const core::domain::Outcome& outcome, RollupBatch& rollups);
    void foldWithdrawal(const core::domain::Withdrawal& withdrawal, RollupBatch& rollups);
    struct Judged {
        std::int64_t row = 0;
        core::TimePoint at{};
        std::int64_t facet = 0;
    };
    std::optional<Judged> judgedQuery(const std::string& id);
    void countNewest(const Judged& query, RollupBatch& rollups);
    bool countOutcome(std::int64_t row, core::TimePoint queryAt, std::int64_t task,
        const core::domain::Outcome& outcome, RollupBatch& rollups);
    void updateJudgement(std::int64_t row, std::int64_t facetId);
    std::int64_t freeRow(core::TimePoint at);
    std::int64_t spilledRow(std::int64_t first, std::int64_t end);
    void advanceTenSecondHorizon(core::TimePoint newest);
    void setPosition(core::journal::JournalPosition position);
    void forgetAll();

    Connection& m_connection;
    BulkStatement m_insertQuery;
    BulkStatement m_insertPrediction;
    BulkStatement m_insertAttempt;
    BulkStatement m_insertWords;
    RollupWriter m_rollupWriter;
    NameTable m_names;
    FacetTable m_facets;
    std::int64_t m_highestRow = 0;
    std::int64_t m_tenSecondsFromUs = 0;
    bool m_isFresh = true; ///< the two figures above have to be read again
    std::vector<std::int64_t> m_attemptTiers; ///< of the query at hand
};

} // namespace db
