#pragma once

#include "core/base/clock.h"

#include <string>

namespace core {

/// UUID version 7 (RFC 9562) for the given time, 36 characters. Ids made by one process are strictly increasing,
/// also within a millisecond and when the clock steps back, so that they page and sort in the order of arrival.
[[nodiscard]] std::string makeUuidV7(TimePoint time);

/// A version-7 id that depends only on its arguments: for histories that must be identical for a seed.
[[nodiscard]] std::string makeUuidV7(TimePoint time, std::uint64_t seed, std::uint64_t sequence);

} // namespace core
