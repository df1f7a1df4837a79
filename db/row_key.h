#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace db {

/// queries.row is the query's time with a tie-breaker below it, so that a range of time is a range of rows of
/// every index that ends in `row`, and of the text index. Times from 1900 to 2100 fit.
inline constexpr int kTieBits = 11;
inline constexpr std::int64_t kTies = std::int64_t{1} << kTieBits;

/// More queries of one microsecond than there are tie-breakers spill into the rows of the microseconds after
/// it, at most this far. A range of rows is therefore read this much further, and its rows are checked by
/// at_us.
inline constexpr std::int64_t kSpillMicroseconds = 10'000;

inline constexpr std::int64_t kEarliestMicroseconds = -2'208'988'800'000'000; // 1900-01-01
inline constexpr std::int64_t kLatestMicroseconds = 4'102'444'800'000'000; // 2100-01-01

[[nodiscard]] inline std::int64_t firstRowAt(std::int64_t microseconds)
{
    return std::clamp(microseconds, kEarliestMicroseconds, kLatestMicroseconds) * kTies;
}

/// First row that cannot belong to a time before `microseconds`.
[[nodiscard]] inline std::int64_t endRowAt(std::int64_t microseconds)
{
    return firstRowAt(
        std::clamp(microseconds, kEarliestMicroseconds, kLatestMicroseconds) + kSpillMicroseconds);
}

/// The words of one query that text search finds. Removing them from the index needs the same words again.
[[nodiscard]] inline std::string indexedWords(const std::string& text, const std::string& answer)
{
    return text.empty() || answer.empty() ? text + answer : text + "\n" + answer;
}

} // namespace db
