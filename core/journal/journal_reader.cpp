#include "core/journal/journal_reader.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace core::journal {

namespace {

std::uint32_t readUint32(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
        value = (value << 8) | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

/// The payload of the record that starts at `offset`; nothing when it is not whole.
std::optional<std::string_view> recordAt(std::string_view segment, std::size_t offset)
{
    if (segment.size() - offset < kRecordHeaderBytes) {
        return std::nullopt;
    }
    const std::size_t length = readUint32(segment.substr(offset));
    const std::size_t available = segment.size() - offset - kRecordHeaderBytes;
    if (length == 0 || length > kLargestPayloadBytes || length > available) {
        return std::nullopt;
    }
    const std::string_view payload = segment.substr(offset + kRecordHeaderBytes, length);
    const bool isSound = crc32(std::as_bytes(std::span(payload))) == readUint32(segment.substr(offset + 4));
    return isSound ? std::optional(payload) : std::nullopt;
}

/// True when a whole record follows the bad bytes, which a torn write cannot leave behind.
bool hasRecordAfter(std::string_view segment, std::size_t offset)
{
    for (std::size_t i = offset + 1; i + kRecordHeaderBytes < segment.size(); ++i) {
        if (recordAt(segment, i)) {
            return true;
        }
    }
    return false;
}

Result<void> replaySegment(
    const SegmentFile& file, std::int64_t from, const RecordVisitor& visit, ReplayReport& report)
{
    const auto bytes = readWholeFile(file.path, std::numeric_limits<std::size_t>::max());
    if (!bytes) {
        return fail(bytes.error());
    }
    const std::string_view segment = *bytes;
    const bool isOfThisFormat = segment.starts_with(kSegmentMagic);
    if (!isOfThisFormat && std::cmp_less_equal(from, kSegmentMagic.size())) {
        report.tornBytes += segment.size();
        if (segment.size() > kSegmentMagic.size()) { // a write that was cut short ends before the first record
            report.damagedSegments.push_back(file.number);
        }
        return {};
    }
    // What lies before `from` is stored already, whatever has become of its bytes.
    std::size_t offset = std::max(kSegmentMagic.size(), static_cast<std::size_t>(std::max<std::int64_t>(from, 0)));
    if (offset > segment.size()) {
        return {};
    }
    while (const auto payload = recordAt(segment, offset)) {
        offset += kRecordHeaderBytes + payload->size();
        report.end = {file.number, static_cast<std::int64_t>(offset)};
        if (auto visited = visit(*payload, report.end); !visited) {
            return visited;
        }
        ++report.records;
    }
    report.tornBytes += segment.size() - offset;
    if (offset < segment.size() && hasRecordAfter(segment, offset)) {
        report.damagedSegments.push_back(file.number);
    }
    return {};
}

} // namespace

Result<ReplayReport> replay(
    const std::filesystem::path& directory, JournalPosition from, const RecordVisitor& visit)
{
    const auto segments = listSegments(directory);
    if (!segments) {
        return fail(segments.error());
    }
    ReplayReport report;
    for (const SegmentFile& segment : *segments) {
        if (segment.number < from.segment) {
            continue;
        }
        const std::int64_t offset = segment.number == from.segment ? from.offset : 0;
        if (auto replayed = replaySegment(segment, offset, visit, report); !replayed) {
            return fail(replayed.error());
        }
    }
    return report;
}

} // namespace core::journal
