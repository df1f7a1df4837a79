#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::torch {

/// Cuts a text into the pieces of a unigram vocabulary with the highest sum of scores (Viterbi), after NFKC, with
/// U+2581 before the text and in place of spaces. Immutable; thread-safe.
class UnigramTokeniser {
public:
    static constexpr std::size_t kReserved = 6; ///< ids below are never cut out of a text
    static constexpr std::size_t kMostTokens = 128; ///< what follows is not read
    static constexpr std::int64_t kUnknown = 0; ///< a run of code points that no piece covers is one of these

    /// Pieces with their scores, in order of their ids.
    [[nodiscard]] static Result<UnigramTokeniser> make(
        const std::vector<std::pair<std::string, double>>& vocabulary);

    [[nodiscard]] std::vector<std::int64_t> ids(std::string_view text) const;

private:
    struct Piece {
        std::int64_t id = 0;
        double score = 0;
    };
    std::unordered_map<std::u32string, Piece> m_pieces;
    std::size_t m_longest = 0; ///< code points
};

} // namespace core::torch
