#pragma once

#include <string>
#include <string_view>

namespace core {

/// NFKC of a text as code points; invalid sequences become U+FFFD.
[[nodiscard]] std::u32string compatibilityForm(std::string_view utf8);

[[nodiscard]] std::u32string codePointsOf(std::string_view utf8);

} // namespace core
