#pragma once

#include "core/journal/journal_writer.h"

#include <chrono>
#include <cstddef>

namespace db {

struct WriterOptions {
    core::journal::JournalOptions journal;
    std::chrono::milliseconds foldInterval{
        100}; ///< a record is readable through SQL about this long after append()
    std::size_t batchRecords = 8192; ///< at most in one transaction
    std::size_t queuedRecords = 32768; ///< append() blocks above this
    std::size_t checkpointRecords
        = 100'000; ///< the write-ahead log is moved into the database after this many
    std::chrono::seconds checkpointInterval{10}; ///< ... or after this long
};

} // namespace db
