#pragma once

#include "core/torch/ngram_features.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::torch {

/// Words between white space: the tokens of a text that comes without its own.
[[nodiscard]] std::vector<std::string> splitAtWhiteSpace(std::string_view text);

/// One bag a token: the word, its shape, prefixes and suffixes up to 4 and character 3-grams, and the words
/// and shapes of the two tokens on either side.
[[nodiscard]] std::vector<FeatureBag> tokenFeatures(std::span<const std::string> tokens);

} // namespace core::torch
