#pragma once

#include "core/torch/ngram_features.h"

#include <string_view>
#include <vector>

namespace core::torch {

/// A text's words (core::wordsOf) as sorted hashes.
using WordBag = std::vector<FeatureHash>;
[[nodiscard]] WordBag wordBag(std::string_view utf8);

/// Number of words two bags share, with repetitions.
[[nodiscard]] std::size_t sharedWords(const WordBag& a, const WordBag& b);

/// F1 over the words as bags (ROUGE-1 F1 without stemming), as training targets and similarity need it.
[[nodiscard]] double overlapF1(const WordBag& a, const WordBag& b);

} // namespace core::torch
