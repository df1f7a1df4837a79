#pragma once

#include "core/routing/sparse_text.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace core::routing {

/// Number of traits of a text.
inline constexpr std::size_t kTraits = 53;

/// What can be counted in a text without knowing what it is about: its length, numbers and symbols, how the
/// question is put, whether choices follow ("A. ..." on lines of their own) and how they look, and how rare its
/// words are by `words`. On scales of their own; read up to TfIdf::kTextBytes.
[[nodiscard]] std::vector<float> textTraits(std::string_view text, const TfIdf& words);

} // namespace core::routing
