#pragma once

#include "db/connection.h"

#include <cstdint>
#include <optional>
#include <string>

namespace db {

/// Half-open, in microseconds.
struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// The part of the range in which there can be traffic, by whole days. Throws SqlFailure.
[[nodiscard]] Span trafficSpan(Connection& reader, Span range);

/// Ten-second buckets exist from here on. Throws SqlFailure.
[[nodiscard]] std::int64_t tenSecondsFrom(Connection& reader);

/// Number of a name of the traffic; nothing when it never occurred. Throws SqlFailure.
[[nodiscard]] std::optional<std::int64_t> nameId(Connection& reader, const std::string& name);

/// The name of a number. Throws SqlFailure.
[[nodiscard]] std::string nameOf(Connection& reader, std::int64_t id);

} // namespace db
