#pragma once

#include "core/torch/ngram_features.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::torch {

/// Sentences end at line breaks and after . ! ? followed by white space and no lower-case letter. Trimmed,
/// not empty.
[[nodiscard]] std::vector<std::string> splitSentences(std::string_view text);

/// What a sentence scorer sees of one sentence.
struct SentenceInput {
    FeatureBag bag;
    std::vector<float> side; ///< (kSentenceSide): position, length, figures, kinship with the whole text
};
inline constexpr std::size_t kSentenceSide = 10;
[[nodiscard]] std::vector<SentenceInput> sentenceInputs(std::span<const std::string> sentences);

} // namespace core::torch
