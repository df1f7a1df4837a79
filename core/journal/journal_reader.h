#pragma once

#include "core/base/result.h"
#include "core/journal/journal_segment.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace core::journal {

struct ReplayReport {
    std::size_t records = 0;
    std::uint64_t tornBytes = 0; ///< after the last whole record of a segment: never acknowledged
    std::vector<std::int64_t> damagedSegments; ///< the disk lost something: a bad record with more behind it, or a bad head
    JournalPosition end; ///< after the last record read
};

/// Called for every whole record in the order written, with the position after it. An error stops the replay.
using RecordVisitor = std::function<Result<void>(std::string_view payload, JournalPosition end)>;

/// Reads every record after `from`, which lies between two records. A torn tail ends its segment quietly; the next segment goes on.
[[nodiscard]] Result<ReplayReport> replay(
    const std::filesystem::path& directory, JournalPosition from, const RecordVisitor& visit);

} // namespace core::journal
