#include "core/journal/journal_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace core::journal {

namespace {

void appendUint32(std::string& out, std::uint32_t value)
{
    for (int shift = 0; shift < 32; shift += 8) {
        out += static_cast<char>((value >> shift) & 0xffU);
    }
}

/// 0, or the errno of the call that failed.
int writeFully(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return 0;
}

} // namespace

JournalWriter::JournalWriter(std::filesystem::path directory, const JournalOptions& options)
    : m_directory(std::move(directory))
    , m_options(options)
{
}

Result<std::unique_ptr<JournalWriter>> JournalWriter::open(
    const std::filesystem::path& directory, JournalPosition after, const JournalOptions& options)
{
    const auto segments = listSegments(directory);
    if (!segments) {
        return fail(segments.error());
    }
    const std::int64_t newest = segments->empty() ? 0 : segments->back().number;
    std::unique_ptr<JournalWriter> writer(new JournalWriter(directory, options));
    if (auto begun = writer->beginSegment(std::max(newest, after.segment) + 1); !begun) {
        return fail(begun.error());
    }
    writer->m_syncer
        = std::jthread([raw = writer.get()](const std::stop_token& stop) { raw->syncPeriodically(stop); });
    return writer;
}

JournalWriter::~JournalWriter()
{
    m_syncer.request_stop();
    if (m_syncer.joinable()) {
        m_syncer.join();
    }
    if (m_descriptor >= 0) {
        ::fdatasync(m_descriptor);
        ::close(m_descriptor);
    }
}

Result<void> JournalWriter::beginSegment(std::int64_t number)
{
    const std::filesystem::path path = segmentPath(m_directory, number);
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(systemError(errno, "cannot create the journal segment", path));
    }
    if (const int code = writeFully(descriptor, kSegmentMagic); code != 0) {
        ::close(descriptor);
        ::unlink(path.c_str());
        return fail(systemError(code, "cannot write the journal segment", path));
    }
    if (m_descriptor >= 0) {
        if (::fdatasync(m_descriptor) != 0) {
            m_unsyncedSegment = m_position.segment;
            m_unsyncedError = systemError(errno, "cannot sync the finished journal segment",
                segmentPath(m_directory, m_unsyncedSegment))
                                  .message;
        }
        ::close(m_descriptor);
    }
    m_descriptor = descriptor;
    m_position = {number, static_cast<std::int64_t>(kSegmentMagic.size())};
    m_areNamesSynced = false;
    return syncNames();
}

/// Without it the loss of power could take the segment's name, and every record in it.
Result<void> JournalWriter::syncNames()
{
    if (m_areNamesSynced) {
        return {};
    }
    Result<void> synced = syncDirectory(m_directory);
    m_areNamesSynced = synced.has_value();
    return synced;
}

Result<JournalPosition> JournalWriter::append(std::string_view payload)
{
    if (payload.empty() || payload.size() > kLargestPayloadBytes) {
        return fail(ErrorCode::InvalidArgument,
            "a journal record must have between 1 and " + std::to_string(kLargestPayloadBytes)
                + " bytes, not " + std::to_string(payload.size()));
    }
    const std::lock_guard lock(m_mutex);
    if (m_position.offset >= m_options.segmentBytes) {
        if (auto begun = beginSegment(m_position.segment + 1); !begun) {
            return fail(begun.error());
        }
    }
    if (auto named = syncNames(); !named) {
        return fail(named.error());
    }
    if (auto written = writeRecord(payload); !written) {
        return fail(written.error());
    }
    return m_position;
}

Result<void> JournalWriter::writeRecord(std::string_view payload)
{
    m_buffer.clear();
    appendUint32(m_buffer, static_cast<std::uint32_t>(payload.size()));
    appendUint32(m_buffer, crc32(std::as_bytes(std::span(payload))));
    m_buffer += payload;
    if (const int code = writeFully(m_descriptor, m_buffer); code != 0) {
        // A torn record in front of later ones would hide them from replay: cut it off again.
        const bool isCut = ::ftruncate(m_descriptor, m_position.offset) == 0;
        Error error
            = systemError(code, "cannot write the journal", segmentPath(m_directory, m_position.segment));
        if (!isCut) {
            m_position.offset = m_options.segmentBytes; // the next record goes to a new segment
        }
        return fail(std::move(error));
    }
    m_position.offset += static_cast<std::int64_t>(m_buffer.size());
    return {};
}

Result<void> JournalWriter::sync()
{
    const std::lock_guard syncLock(m_syncMutex);
    std::unique_lock lock(m_mutex);
    if (m_synced == m_position) {
        return {};
    }
    const JournalPosition target = m_position;
    const int descriptor = ::dup(m_descriptor); // rotation may close ours meanwhile
    lock.unlock();
    const int failed = descriptor < 0 ? -1 : ::fdatasync(descriptor);
    const int code = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    lock.lock();
    if (failed != 0) {
        Error error = systemError(code, "cannot sync the journal", segmentPath(m_directory, target.segment));
        m_lastSyncError = error.message;
        return fail(std::move(error));
    }
    m_lastSyncError.clear();
    m_synced = target;
    return {};
}

void JournalWriter::syncPeriodically(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, m_options.syncInterval, [] { return false; });
        }
        if (!sync()) {
            continue; // kept in m_lastSyncError for whoever asks
        }
    }
}

Result<void> JournalWriter::rotate()
{
    const std::lock_guard lock(m_mutex);
    const bool isEmpty = m_position.offset <= static_cast<std::int64_t>(kSegmentMagic.size());
    return isEmpty ? Result<void>() : beginSegment(m_position.segment + 1);
}

Result<void> JournalWriter::removeThrough(JournalPosition position)
{
    std::int64_t current = 0;
    {
        const std::lock_guard lock(m_mutex);
        current = m_position.segment;
    }
    const auto segments = listSegments(m_directory);
    if (!segments) {
        return fail(segments.error());
    }
    for (const SegmentFile& segment : *segments) {
        std::error_code code;
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(segment.path, code));
        const bool isFolded = segment.number < position.segment
            || (!code && JournalPosition{segment.number, size} <= position);
        if (isFolded && segment.number < current && ::unlink(segment.path.c_str()) != 0) {
            return fail(systemError(errno, "cannot remove the journal segment", segment.path));
        }
    }
    const std::lock_guard lock(m_mutex);
    if (m_unsyncedSegment < position.segment) { // its records are in the database
        m_unsyncedSegment = 0;
        m_unsyncedError.clear();
    }
    return {};
}

std::string JournalWriter::lastSyncError() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastSyncError.empty() ? m_unsyncedError : m_lastSyncError;
}

} // namespace core::journal
