#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace core::journal {

/// A place between two records: byte `offset` of segment `segment`. Ordered as written.
struct JournalPosition {
    std::int64_t segment = 0; ///< 1, 2, ...; 0: before everything
    std::int64_t offset = 0;

    auto operator<=>(const JournalPosition&) const = default;
};

/// Layout of a segment, all integers little-endian:
///   "RNLPJ001", then records of  uint32 payload length (> 0) | uint32 CRC-32 of the payload | payload.
inline constexpr std::string_view kSegmentMagic = "RNLPJ001";
inline constexpr std::size_t kRecordHeaderBytes = 8;
inline constexpr std::size_t kLargestPayloadBytes = 64U << 20;

struct SegmentFile {
    std::int64_t number = 0;
    std::filesystem::path path;
};

/// The segments of a journal directory by ascending number; other files are ignored.
[[nodiscard]] Result<std::vector<SegmentFile>> listSegments(const std::filesystem::path& directory);

[[nodiscard]] std::filesystem::path segmentPath(const std::filesystem::path& directory, std::int64_t number);

/// fsync of the directory, so that a created or removed segment is durable too.
[[nodiscard]] Result<void> syncDirectory(const std::filesystem::path& directory);

} // namespace core::journal
