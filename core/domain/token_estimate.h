#pragma once

#include "core/base/text.h"

#include <cstdint>
#include <string_view>

namespace core::domain
{

/// Tokens of a text whose tokeniser is not at hand: ceil(1.3 x words), by integers.
[[nodiscard]] inline std::int64_t estimatedTokens(std::string_view text)
{
    return (13 * static_cast<std::int64_t>(countWords(text)) + 9) / 10;
}

} // namespace core::domain
