#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/journal/journal_writer.h"
#include "core/ports/decision_store.h"
#include "db/connection.h"
#include "db/record_folder.h"
#include "db/writer_options.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace db {

/// Whether a write must survive the loss of power when it returns, or only the death of the process.
enum class Durability { Traffic, Full };

/// The one thread that writes the database. Records are acknowledged by the journal and folded in batches
/// behind it; every other write is a task executed between the batches.
class DatabaseWriter {
public:
    /// Replays what the journal holds beyond the database before it returns.
    [[nodiscard]] static core::Result<std::unique_ptr<DatabaseWriter>> open(
        const std::filesystem::path& database, const std::filesystem::path& journalDirectory,
        const WriterOptions& options, const core::Clock& clock);
    /// Folds what is acknowledged, checkpoints, and removes the journal segments that are no longer needed.
    ~DatabaseWriter();
    DatabaseWriter(const DatabaseWriter&) = delete;
    DatabaseWriter& operator=(const DatabaseWriter&) = delete;

    [[nodiscard]] core::Result<void> append(core::journal::JournalRecord record);
    [[nodiscard]] core::Result<void> flush();
    [[nodiscard]] core::ports::DecisionStoreStatus status() const;
    /// The task of a query that is acknowledged but not yet readable through SQL.
    [[nodiscard]] std::optional<std::string> queuedTask(const std::string& queryId) const;

    /// Runs `work` on the writer thread in a transaction of its own; it may throw SqlFailure.
    [[nodiscard]] core::Result<void> execute(Durability durability, std::function<void(Connection&)> work);
    /// The same outside any transaction, e.g. for a copy of the database.
    [[nodiscard]] core::Result<void> executeBare(std::function<void(Connection&)> work);
    /// Moves the write-ahead log into the database file and empties it, so that nothing erased lingers there.
    [[nodiscard]] core::Result<void> compactLogs();

private:
    using Task = std::packaged_task<core::Result<void>(Connection&)>;

    DatabaseWriter(std::filesystem::path database, std::filesystem::path journalDirectory,
        const WriterOptions& options, const core::Clock& clock);
    core::Result<void> start();
    void run(const std::stop_token& stop, std::promise<core::Result<void>>& isReady);
    core::Result<void> replayJournal();
    core::Result<void> keepDamaged(const std::vector<std::int64_t>& segments);
    void work(const std::stop_token& stop);
    void waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    bool foldQueued(std::unique_lock<std::mutex>& lock);
    core::Result<void> fold(std::span<const JournalEntry> entries);
    std::span<const JournalEntry> unfolded(std::span<const JournalEntry> entries);
    core::Result<void> foldOneByOne(std::span<const JournalEntry> entries);
    void settle(std::span<const JournalEntry> entries);
    /// Nothing: none was tried, and the last one's result stands.
    std::optional<core::Result<void>> checkpointWhenDue();
    core::Result<void> checkpoint(bool truncate);
    void finish();
    core::Result<void> submit(Task task);

    // Constant after construction.
    const std::filesystem::path m_database;
    const std::filesystem::path m_journalDirectory;
    const WriterOptions m_options;
    const core::Clock& m_clock;

    // Of the writer thread alone.
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<RecordFolder> m_folder;
    std::size_t m_recordsSinceCheckpoint = 0;
    bool m_isDirty = false;
    std::string m_rejectedNow;
    std::chrono::steady_clock::time_point m_lastCheckpoint;

    std::unique_ptr<core::journal::JournalWriter> m_journal; // set before the first append

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable_any m_wake;
    std::condition_variable m_progress;
    std::deque<JournalEntry> m_queue;
    std::deque<Task> m_tasks;
    std::unordered_map<std::string, std::string> m_queuedTasks; ///< by query id
    std::string m_payload;
    core::ports::DecisionStoreStatus m_status;
    core::Error m_foldError; ///< of the batch that is being retried; no message: none
    std::string m_checkpointError;
    std::string m_warning; ///< stays until the workspace is closed
    int m_flushers = 0;
    bool m_isClosed = false;

    std::jthread m_thread;
};

} // namespace db
