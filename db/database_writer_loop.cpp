// The writer thread's side of DatabaseWriter.

#include "core/journal/journal_segment.h"
#include "db/database_writer.h"
#include "db/dialect.h"
#include "db/sql_failure.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace db {

namespace {

constexpr std::chrono::milliseconds kRetryInterval{250};

/// Errors that go away by themselves or by an operator's hand; the records wait for that.
bool isTransient(core::ErrorCode code)
{
    return code == core::ErrorCode::DiskFull || code == core::ErrorCode::Io || code == core::ErrorCode::Locked
        || code == core::ErrorCode::PermissionDenied || code == core::ErrorCode::Corrupt;
}

} // namespace

void DatabaseWriter::work(const std::stop_token& stop)
{
    m_lastCheckpoint = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    while (true) {
        waitForWork(lock, stop);
        while (!m_tasks.empty()) {
            Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task(*m_connection);
            m_isDirty = true;
            lock.lock();
        }
        const bool isFolded = foldQueued(lock);
        if (stop.stop_requested() && (m_queue.empty() || !isFolded)) {
            break; // what could not be folded is in the journal
        }
        if (!isFolded) {
            m_wake.wait_for(lock, stop, kRetryInterval, [this] { return !m_tasks.empty(); });
        }
        lock.unlock();
        const auto checked = checkpointWhenDue();
        lock.lock();
        if (checked) {
            m_checkpointError = *checked ? std::string() : checked->error().message;
        }
    }
    m_isClosed = true;
    m_progress.notify_all();
    std::deque<Task> left = std::exchange(m_tasks, {});
    lock.unlock();
    for (Task& task : left) { // submitted while the last batch was folded
        task(*m_connection);
        m_isDirty = true;
    }
}

void DatabaseWriter::waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop)
{
    m_wake.wait_for(
        lock, stop, m_options.checkpointInterval, [this] { return !m_queue.empty() || !m_tasks.empty(); });
    if (m_tasks.empty() && !m_queue.empty() && m_flushers == 0) {
        m_wake.wait_for(lock, stop, m_options.foldInterval, [this] {
            return m_queue.size() >= m_options.batchRecords || !m_tasks.empty() || m_flushers > 0;
        });
    }
}

/// False when the batch has to be tried again.
bool DatabaseWriter::foldQueued(std::unique_lock<std::mutex>& lock)
{
    if (m_queue.empty()) {
        return true;
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_queue.size(), m_options.batchRecords));
    // Left in the queue's memory until they are stored, so that back-pressure counts them.
    std::vector<JournalEntry> batch(
        std::make_move_iterator(m_queue.begin()), std::make_move_iterator(m_queue.begin() + count));
    lock.unlock();
    const auto folded = fold(batch);
    lock.lock();
    if (!folded) {
        std::move(batch.begin(), batch.end(), m_queue.begin());
        m_foldError = folded.error();
        m_progress.notify_all();
        return false;
    }
    m_queue.erase(m_queue.begin(), m_queue.begin() + count);
    settle(batch);
    return true;
}

void DatabaseWriter::settle(std::span<const JournalEntry> entries)
{
    for (const JournalEntry& entry : entries) {
        if (const auto* query = std::get_if<core::domain::QueryRecord>(&entry.record)) {
            m_queuedTasks.erase(query->id);
        }
    }
    m_foldError = {};
    if (!m_rejectedNow.empty()) {
        m_warning = std::move(m_rejectedNow);
        m_rejectedNow.clear();
    }
    m_status.folded += entries.size();
    m_progress.notify_all();
}

core::Result<void> DatabaseWriter::fold(std::span<const JournalEntry> entries)
{
    auto folded = guarded([&] { m_folder->fold(unfolded(entries), m_clock.now()); });
    if (!folded && !isTransient(folded.error().code)) {
        folded = foldOneByOne(entries);
    }
    m_recordsSinceCheckpoint += entries.size();
    m_isDirty = true;
    return folded;
}

/// Without those that an earlier try stored one by one before it failed.
std::span<const JournalEntry> DatabaseWriter::unfolded(std::span<const JournalEntry> entries)
{
    const core::journal::JournalPosition stored = m_folder->foldedThrough();
    const auto first = std::ranges::find_if(entries, [&](const JournalEntry& entry) { return entry.end > stored; });
    return entries.subspan(static_cast<std::size_t>(first - entries.begin()));
}

core::Result<void> DatabaseWriter::foldOneByOne(std::span<const JournalEntry> entries)
{
    const auto already = guarded([&] { return m_folder->foldedThrough(); });
    if (!already) {
        return core::fail(already.error());
    }
    for (const JournalEntry& entry : entries) {
        if (entry.end <= *already) {
            continue; // an earlier try got this far
        }
        auto folded = guarded([&] { m_folder->fold({&entry, 1}, m_clock.now()); });
        if (!folded && !isTransient(folded.error().code)) {
            const std::string reason = folded.error().message;
            folded = guarded([&] { m_folder->reject(entry, reason, m_clock.now()); });
            m_rejectedNow = "a record could not be stored and was put aside in rejected_records: " + reason;
        }
        if (!folded) {
            return folded;
        }
    }
    return {};
}

std::optional<core::Result<void>> DatabaseWriter::checkpointWhenDue()
{
    const bool isLate = std::chrono::steady_clock::now() - m_lastCheckpoint >= m_options.checkpointInterval;
    if (!m_isDirty || (!isLate && m_recordsSinceCheckpoint < m_options.checkpointRecords)) {
        return std::nullopt;
    }
    return checkpoint(false);
}

core::Result<void> DatabaseWriter::checkpoint(bool truncate)
{
    m_lastCheckpoint = std::chrono::steady_clock::now();
    m_recordsSinceCheckpoint = 0;
    return guarded([&] {
        if (truncate) {
            valueOrThrow(m_journal->rotate());
        }
        const core::journal::JournalPosition folded = m_folder->foldedThrough();
        if (dialect::checkpoint(*m_connection, truncate)) {
            m_isDirty = false;
            // The database file now holds all of it, synced: the journal may forget.
            valueOrThrow(m_journal->removeThrough(folded));
        }
    });
}

void DatabaseWriter::finish()
{
    const auto done = checkpoint(true);
    m_journal.reset();
    if (!done || m_isDirty) {
        return;
    }
    static_cast<void>(guarded([this] {
        const core::journal::JournalPosition folded = m_folder->foldedThrough();
        std::error_code code;
        for (const auto& segment : valueOrThrow(core::journal::listSegments(m_journalDirectory))) {
            const auto size = static_cast<std::int64_t>(std::filesystem::file_size(segment.path, code));
            const core::journal::JournalPosition end{segment.number, size};
            const bool isEmpty = size <= static_cast<std::int64_t>(core::journal::kSegmentMagic.size());
            if (end <= folded || segment.number < folded.segment || isEmpty) {
                std::filesystem::remove(segment.path, code);
            }
        }
    }));
}

} // namespace db
