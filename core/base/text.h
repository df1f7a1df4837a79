#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Byte offset of the first invalid UTF-8 sequence or NUL byte, or npos when the text is clean.
[[nodiscard]] std::size_t findInvalidText(std::string_view bytes);

/// NFKC, case-folded, white space runs collapsed to one space, trimmed: the form whose hash decides a text's
/// split and its identity. The input must be valid UTF-8; invalid sequences become U+FFFD.
[[nodiscard]] std::string normalisedText(std::string_view utf8);

/// Words as maximal runs of letters and digits of the case-folded text. Used by metrics and token estimates.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view utf8);

/// Number of white-space separated words.
[[nodiscard]] std::size_t countWords(std::string_view utf8);

} // namespace core
