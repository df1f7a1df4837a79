#include "db/rollup_cover.h"

#include "db/rollup_table.h"

#include <algorithm>
#include <array>

namespace db {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kMostPoints = 400;
/// Widths of chart points. Five and ten minutes are left out: a day of them reads four times the rows of
/// quarter hours.
constexpr std::array<std::int64_t, 11> kPointWidths{
    10, 30, 60, 120, 900, 3600, 10800, kDaySeconds, 7 * kDaySeconds, 28 * kDaySeconds, 364 * kDaySeconds};
constexpr std::int64_t kFirstMondayUs = 4 * kDaySeconds * kSecond; // 1970-01-05

std::int64_t ceiling(std::int64_t us, std::int64_t widthSeconds)
{
    const std::int64_t start = bucketStart(us, widthSeconds);
    return start == us ? us : start + widthSeconds * kSecond;
}

void cover(std::int64_t from, std::int64_t to, std::size_t level, std::int64_t tenSecondsFrom,
    std::vector<CoverPiece>& out)
{
    if (from >= to) {
        return;
    }
    const std::int64_t width = kRollupWidths[level];
    std::int64_t first = ceiling(from, width);
    if (level == 0) {
        first = std::max(first, ceiling(tenSecondsFrom, width));
    }
    const std::int64_t last = bucketStart(to, width);
    const auto finer = [&](std::int64_t a, std::int64_t b) {
        if (level > 0) {
            cover(a, b, level - 1, tenSecondsFrom, out);
        } else if (a < b) {
            out.push_back({0, a, b});
        }
    };
    if (first >= last) {
        finer(from, to);
        return;
    }
    finer(from, first);
    out.push_back({width, first, last});
    finer(last, to);
}

void append(std::vector<CoverPiece>& pieces, const std::vector<CoverPiece>& more)
{
    for (const CoverPiece& piece : more) {
        const bool continues = !pieces.empty() && piece.widthSeconds != 0
            && pieces.back().widthSeconds == piece.widthSeconds && pieces.back().toUs == piece.fromUs;
        if (continues) {
            pieces.back().toUs = piece.toUs;
        } else {
            pieces.push_back(piece);
        }
    }
}

} // namespace

std::vector<CoverPiece> coverOf(std::int64_t fromUs, std::int64_t toUs, std::int64_t tenSecondsFromUs)
{
    std::vector<CoverPiece> pieces;
    cover(fromUs, toUs, kRollupWidths.size() - 1, tenSecondsFromUs, pieces);
    return pieces;
}

std::int64_t PointGrid::startOf(std::int64_t microseconds) const
{
    return anchorUs + bucketStart(microseconds - anchorUs, widthSeconds);
}

PointGrid pointGridFor(
    std::int64_t fromUs, std::int64_t toUs, int utcOffsetSeconds, std::int64_t tenSecondsFromUs)
{
    PointGrid grid{kPointWidths.back(), 0};
    for (const std::int64_t width : kPointWidths) {
        const bool isKept = width >= 60 || fromUs >= tenSecondsFromUs;
        if (isKept && (toUs - fromUs) / (width * kSecond) <= kMostPoints) {
            grid.widthSeconds = width;
            break;
        }
    }
    // Within a day whole UTC hours do: the boundaries of a zone that is half an hour off would double what is
    // read.
    const bool isDays = grid.widthSeconds >= kDaySeconds;
    const std::int64_t offset
        = isDays ? utcOffsetSeconds : bucketStart(utcOffsetSeconds * kSecond, 3600) / kSecond;
    grid.anchorUs = -offset * kSecond + (grid.widthSeconds > kDaySeconds ? kFirstMondayUs : 0);
    return grid;
}

std::vector<CoverPiece> coverOf(
    const PointGrid& grid, std::int64_t fromUs, std::int64_t toUs, std::int64_t tenSecondsFromUs)
{
    std::vector<CoverPiece> pieces;
    for (std::int64_t start = grid.startOf(fromUs); start < toUs; start += grid.widthSeconds * kSecond) {
        const std::int64_t end = start + grid.widthSeconds * kSecond;
        append(pieces, coverOf(std::max(start, fromUs), std::min(end, toUs), tenSecondsFromUs));
    }
    return pieces;
}

} // namespace db
