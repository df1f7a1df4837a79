#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"

#include <span>
#include <string>
#include <string_view>

namespace core::evaluation
{

/// Quality of one answer in [0, 1] by the task's metric; 0 when the reference has nothing for that metric.
/// Tagging answers are tags joined by spaces.
[[nodiscard]] double answerQuality(
    const domain::Task& task, const std::string& answer, const domain::Reference& reference);

/// 1 when the answer is one of the labels, exactly or after core::normalisedText; else 0.
[[nodiscard]] double labelMatch(std::string_view answer, std::span<const std::string> labels);

/// F1 over entity spans with equal ends and types; missing tags count as O. 1 when neither side has a span.
[[nodiscard]] double entityF1(std::string_view answerTags, std::span<const std::string> referenceTags);

/// F1 over the words as bags (Lin 2004, ROUGE-1 with beta = 1, no stemming); words are core::wordsOf.
/// 1 when both are empty, 0 when one is.
[[nodiscard]] double tokenF1(std::string_view answer, std::string_view reference);

/// F1 from the longest common subsequence of words (Lin 2004, sentence-level ROUGE-L with beta = 1, no
/// stemming).
[[nodiscard]] double rougeL(std::string_view answer, std::string_view reference);

/// What a model would answer that knew the reference: main label, tags joined by spaces, or the text.
[[nodiscard]] std::string referenceAnswer(const domain::Reference& reference);

} // namespace core::evaluation
