#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::conformal {

/// Fixed number of digits after the point, independent of the locale.
[[nodiscard]] std::string decimal(double value, int digits);
/// 0.05 -> "5%", 0.0125 -> "1.25%": at most two digits, no trailing zeros.
[[nodiscard]] std::string percent(double fraction);
/// (1, "answer") -> "1 answer", (3, "answer") -> "3 answers".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

} // namespace core::conformal
