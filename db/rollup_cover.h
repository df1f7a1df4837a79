#pragma once

#include <cstdint>
#include <vector>

namespace db {

/// A half-open span of microseconds that one kind of source answers exactly.
struct CoverPiece {
    std::int64_t widthSeconds = 0; ///< rollups of this width, the ends are on its boundaries; 0: single rows
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    bool operator==(const CoverPiece&) const = default;
};

/// [fromUs, toUs) as few pieces as possible: wide buckets inside, finer ones towards the ends, rows at the
/// very ends. Ten-second buckets exist from `tenSecondsFromUs` on.
[[nodiscard]] std::vector<CoverPiece> coverOf(
    std::int64_t fromUs, std::int64_t toUs, std::int64_t tenSecondsFromUs);

/// How a range is cut into points of a chart, at most about 400.
struct PointGrid {
    std::int64_t widthSeconds = 60;
    std::int64_t anchorUs = 0; ///< boundaries are at anchor + k * width
    [[nodiscard]] std::int64_t startOf(std::int64_t microseconds) const;
};

/// Days begin at midnight of a zone that is `utcOffsetSeconds` ahead of UTC, weeks on Monday; hours are
/// UTC's.
[[nodiscard]] PointGrid pointGridFor(
    std::int64_t fromUs, std::int64_t toUs, int utcOffsetSeconds, std::int64_t tenSecondsFromUs);

/// The pieces of every point of the grid in [fromUs, toUs), neighbours of one width joined.
[[nodiscard]] std::vector<CoverPiece> coverOf(
    const PointGrid& grid, std::int64_t fromUs, std::int64_t toUs, std::int64_t tenSecondsFromUs);

} // namespace db
