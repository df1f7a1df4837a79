#pragma once

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::evaluation
{

/// A run of tokens that names one thing: [first, last], type as in "ORG".
struct EntitySpan {
    std::size_t first = 0;
    std::size_t last = 0;
    std::string type;

    auto operator<=>(const EntitySpan&) const = default;
};

/// Spans of a BIO sequence in order, read as conlleval does: an I- that continues nothing opens a span.
/// What is no BIO tag counts as O.
[[nodiscard]] std::vector<EntitySpan> entitySpans(std::span<const std::string> tags);

/// True for "O", "B-TYPE" and "I-TYPE" with TYPE from letters, digits, '_' and '-'.
[[nodiscard]] bool isBioTag(std::string_view tag);

/// Tags separated by white space, as an answer carries them.
[[nodiscard]] std::vector<std::string> splitTags(std::string_view answer);

/// What precision, recall and F1 are made of; adds up over texts.
struct SpanCounts {
    std::size_t found = 0; ///< spans of the answer
    std::size_t expected = 0; ///< spans of the reference
    std::size_t hits = 0; ///< in both, with equal ends and type

    SpanCounts& operator+=(const SpanCounts& other);
    /// 2 hits / (found + expected); 1 when neither side has any span.
    [[nodiscard]] double f1() const;
};

[[nodiscard]] SpanCounts compareSpans(
    std::span<const std::string> answerTags, std::span<const std::string> referenceTags);

} // namespace core::evaluation
