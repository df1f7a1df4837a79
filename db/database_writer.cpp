#include "db/database_writer.h"

#include "core/base/atomic_file.h"
#include "core/journal/journal_reader.h"
#include "core/journal/journal_segment.h"
#include "db/dialect.h"
#include "db/sql_failure.h"

#include <system_error>
#include <utility>
#include <variant>

namespace db {

using core::journal::JournalPosition;
using core::journal::JournalRecord;

DatabaseWriter::DatabaseWriter(std::filesystem::path database, std::filesystem::path journalDirectory,
    const WriterOptions& options, const core::Clock& clock)
    : m_database(std::move(database))
    , m_journalDirectory(std::move(journalDirectory))
    , m_options(options)
    , m_clock(clock)
{
}

core::Result<std::unique_ptr<DatabaseWriter>> DatabaseWriter::open(const std::filesystem::path& database,
    const std::filesystem::path& journalDirectory, const WriterOptions& options, const core::Clock& clock)
{
    std::unique_ptr<DatabaseWriter> writer(new DatabaseWriter(database, journalDirectory, options, clock));
    if (auto started = writer->start(); !started) {
        return core::fail(started.error());
    }
    return writer;
}

core::Result<void> DatabaseWriter::start()
{
    std::promise<core::Result<void>> isReady;
    std::future<core::Result<void>> ready = isReady.get_future();
    m_thread = std::jthread(
        [this, promise = std::move(isReady)](const std::stop_token& stop) mutable { run(stop, promise); });
    return ready.get();
}

DatabaseWriter::~DatabaseWriter()
{
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void DatabaseWriter::run(const std::stop_token& stop, std::promise<core::Result<void>>& isReady)
{
    core::Result<void> opened = guarded([this] {
        m_connection = std::make_unique<Connection>(m_database, Access::ReadWrite);
        m_folder = std::make_unique<RecordFolder>(*m_connection);
        valueOrThrow(replayJournal());
        m_journal = valueOrThrow(core::journal::JournalWriter::open(
            m_journalDirectory, m_folder->foldedThrough(), m_options.journal));
    });
    const bool isOpen = opened.has_value();
    isReady.set_value(std::move(opened));
    if (isOpen) {
        work(stop);
        finish();
    }
    m_folder.reset();
    m_connection.reset();
}

core::Result<void> DatabaseWriter::replayJournal()
{
    std::vector<JournalEntry> batch;
    const auto foldBatch = [&]() -> core::Result<void> {
        auto folded = batch.empty() ? core::Result<void>() : fold(batch);
        batch.clear();
        return folded;
    };
    const auto visit = [&](std::string_view payload, JournalPosition end) -> core::Result<void> {
        auto record = core::journal::decode(payload);
        if (!record) {
            return core::fail(record.error().within("segment " + std::to_string(end.segment)));
        }
        batch.push_back({std::move(*record), end});
        return batch.size() < m_options.batchRecords ? core::Result<void>() : foldBatch();
    };
    const auto report = core::journal::replay(m_journalDirectory, m_folder->foldedThrough(), visit);
    if (!report) {
        return core::fail(report.error());
    }
    if (auto kept = keepDamaged(report->damagedSegments); !kept) {
        return kept;
    }
    if (auto folded = foldBatch(); !folded) {
        return folded;
    }
    return guarded([this] {
        // Only what has reached the database file may be forgotten by the journal.
        if (dialect::checkpoint(*m_connection, true)) {
            const JournalPosition folded = m_folder->foldedThrough();
            for (const auto& segment : valueOrThrow(core::journal::listSegments(m_journalDirectory))) {
                if (segment.number <= folded.segment) {
                    std::filesystem::remove(segment.path);
                }
            }
        }
    });
}

/// Under a second name, for rescue: the first one goes when everything that could be read of it is stored.
core::Result<void> DatabaseWriter::keepDamaged(const std::vector<std::int64_t>& segments)
{
    for (const std::int64_t number : segments) {
        const std::filesystem::path segment = core::journal::segmentPath(m_journalDirectory, number);
        const std::filesystem::path kept = segment.string() + ".damaged";
        std::error_code code;
        if (!std::filesystem::exists(kept, code)) {
            std::filesystem::create_hard_link(segment, kept, code);
            if (code) { // a file system without links
                std::filesystem::copy_file(segment, kept, code);
            }
            if (code) {
                return core::fail(core::systemError(code.value(), "cannot keep the damaged journal segment as", kept));
            }
        }
        m_warning = "journal segment " + std::to_string(number)
            + " is damaged: records behind the damage were not read; the file is kept as " + kept.string();
    }
    return segments.empty() ? core::Result<void>() : core::journal::syncDirectory(m_journalDirectory);
}

core::Result<void> DatabaseWriter::append(JournalRecord record)
{
    std::unique_lock lock(m_mutex);
    m_progress.wait(lock, [this] {
        return m_isClosed || m_queue.size() < m_options.queuedRecords || !m_foldError.message.empty();
    });
    if (m_isClosed) {
        return core::fail(core::ErrorCode::Unavailable, "the workspace is closing; nothing more is recorded");
    }
    if (m_queue.size() >= m_options.queuedRecords) {
        return core::fail(m_foldError.within("the record cannot be stored while the writer is stopped"));
    }
    m_payload.clear();
    std::visit([this](const auto& value) { core::journal::encode(value, m_payload); }, record);
    const auto position = m_journal->append(m_payload);
    if (!position) {
        return core::fail(position.error());
    }
    if (const auto* query = std::get_if<core::domain::QueryRecord>(&record)) {
        m_queuedTasks.emplace(query->id, query->taskId);
    }
    m_queue.push_back({std::move(record), *position});
    ++m_status.acknowledged;
    if (m_queue.size() == 1 || m_queue.size() == m_options.batchRecords) {
        m_wake.notify_one();
    }
    return {};
}

core::Result<void> DatabaseWriter::flush()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t target = m_status.acknowledged;
    ++m_flushers;
    m_wake.notify_one();
    m_progress.wait(
        lock, [&] { return m_isClosed || m_status.folded >= target || !m_foldError.message.empty(); });
    --m_flushers;
    if (m_status.folded >= target) {
        return {};
    }
    return m_isClosed ? core::fail(core::ErrorCode::Unavailable, "the workspace is closing")
                      : core::fail(m_foldError);
}

core::ports::DecisionStoreStatus DatabaseWriter::status() const
{
    const std::lock_guard lock(m_mutex);
    core::ports::DecisionStoreStatus status = m_status;
    const std::string syncError = m_isClosed ? std::string() : m_journal->lastSyncError();
    status.isStoring
        = !m_isClosed && m_foldError.message.empty() && m_checkpointError.empty() && syncError.empty();
    for (const std::string& error :
        {m_foldError.message, m_checkpointError, syncError, m_warning}) {
        if (status.lastError.empty()) {
            status.lastError = error;
        }
    }
    return status;
}

std::optional<std::string> DatabaseWriter::queuedTask(const std::string& queryId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_queuedTasks.find(queryId);
    return found == m_queuedTasks.end() ? std::nullopt : std::optional(found->second);
}

core::Result<void> DatabaseWriter::submit(Task task)
{
    std::future<core::Result<void>> done = task.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed) {
            return core::fail(core::ErrorCode::Unavailable, "the workspace is closing");
        }
        m_tasks.push_back(std::move(task));
        m_wake.notify_one();
    }
    return done.get();
}

core::Result<void> DatabaseWriter::execute(Durability durability, std::function<void(Connection&)> work)
{
    return submit(Task([durability, work = std::move(work)](Connection& connection) {
        return guarded([&] {
            if (durability == Durability::Full) {
                dialect::setDurableCommits(connection, true);
            }
            const auto written = guarded([&] {
                Transaction transaction(connection, Transaction::Kind::Write);
                work(connection);
                transaction.commit();
            });
            if (durability == Durability::Full) {
                dialect::setDurableCommits(connection, false);
                // Into the database file at once: a deleted -wal then costs no policy either.
                dialect::checkpoint(connection, false);
            }
            valueOrThrow(written);
        });
    }));
}

core::Result<void> DatabaseWriter::executeBare(std::function<void(Connection&)> work)
{
    return submit(Task(
        [work = std::move(work)](Connection& connection) { return guarded([&] { work(connection); }); }));
}

core::Result<void> DatabaseWriter::compactLogs()
{
    if (auto flushed = flush(); !flushed) {
        return flushed;
    }
    return submit(Task([this](Connection&) { return checkpoint(true); }));
}

} // namespace db
