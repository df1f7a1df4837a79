#pragma once

#include "core/base/result.h"
#include "core/journal/journal_segment.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace core::journal {

struct JournalOptions {
    /// A new segment is begun when the current one has grown past this.
    std::int64_t segmentBytes = 32 << 20;
    /// A background thread makes written records durable against power loss this often.
    std::chrono::milliseconds syncInterval{100};
};

/// Appends records to `NNNN.log` segments. append() returns after write(): the record then survives the death
/// of this process, and after the next sync that of the machine. Thread-safe. One writer a directory.
class JournalWriter {
public:
    /// Begins a new segment numbered after every existing one and after `after`; old segments are never
    /// reopened.
    [[nodiscard]] static Result<std::unique_ptr<JournalWriter>> open(
        const std::filesystem::path& directory, JournalPosition after, const JournalOptions& options);
    ~JournalWriter();
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    /// The position after the record. On an error (disk full) nothing of the record remains in the file.
    [[nodiscard]] Result<JournalPosition> append(std::string_view payload);

    /// Durable against power loss up to everything appended before the call.
    [[nodiscard]] Result<void> sync();

    /// Begins a new segment, so that removeThrough() can take everything written so far.
    [[nodiscard]] Result<void> rotate();

    /// Deletes the segments that end at or before `position`, but never the one being written.
    [[nodiscard]] Result<void> removeThrough(JournalPosition position);

    /// The error of the last background sync, or of a finished segment that could not be synced and is still needed;
    /// empty when all is well.
    [[nodiscard]] std::string lastSyncError() const;

private:
    JournalWriter(std::filesystem::path directory, const JournalOptions& options);

    Result<void> beginSegment(std::int64_t number);
    Result<void> syncNames();
    Result<void> writeRecord(std::string_view payload);
    void syncPeriodically(const std::stop_token& stop);

    // Constant after construction.
    const std::filesystem::path m_directory;
    const JournalOptions m_options;

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable_any m_wake;
    int m_descriptor = -1;
    JournalPosition m_position;
    JournalPosition m_synced;
    std::string m_buffer;
    std::string m_lastSyncError;
    /// The newest finished segment whose sync failed; 0: none. The kernel tries such pages no second time.
    std::int64_t m_unsyncedSegment = 0;
    std::string m_unsyncedError;
    bool m_areNamesSynced = false; ///< the directory, after a segment was begun

    std::mutex m_syncMutex; // one fsync at a time, outside m_mutex
    std::jthread m_syncer;
};

} // namespace core::journal
