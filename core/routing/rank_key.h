#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace core::routing {

/// A row with its rank in one integer: smaller is better, equal ranks go by row. Comparing integers is what makes
/// selection among hundreds of candidates cheap. The rank is not negative and not NaN (bit patterns of such floats are
/// ordered as they are); the row is below 2^32.
[[nodiscard]] inline std::uint64_t rankKey(float rank, std::size_t row)
{
    constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
    return (std::uint64_t{kMost - std::bit_cast<std::uint32_t>(rank)} << 32) | static_cast<std::uint32_t>(row);
}

[[nodiscard]] inline std::size_t rowOf(std::uint64_t key)
{
    return static_cast<std::uint32_t>(key);
}

[[nodiscard]] inline float rankOf(std::uint64_t key)
{
    constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
    return std::bit_cast<float>(kMost - static_cast<std::uint32_t>(key >> 32));
}

} // namespace core::routing
