#include "core/torch/unigram_tokeniser.h"

#include "core/base/normal_form.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::torch {

namespace {

constexpr char32_t kSeparator = 0x2581;
constexpr double kUnknownScore = -100; ///< below every piece, so that only what nothing covers is unknown
/// No piece is longer than this many code points, so that the first of them hold all tokens that are read.
constexpr std::size_t kMostCodePoints = 64 * UnigramTokeniser::kMostTokens;

struct Step {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t length = 0;
    std::int64_t id = 0;
};

std::u32string marked(std::string_view text)
{
    std::u32string symbols = compatibilityForm(text.substr(0, 4 * kMostCodePoints));
    if (symbols.empty()) {
        return symbols;
    }
    symbols.insert(symbols.begin(), kSeparator);
    std::replace(symbols.begin(), symbols.end(), U' ', kSeparator);
    symbols.resize(std::min(symbols.size(), kMostCodePoints));
    return symbols;
}

} // namespace

Result<UnigramTokeniser> UnigramTokeniser::make(const std::vector<std::pair<std::string, double>>& vocabulary)
{
    UnigramTokeniser tokeniser;
    for (std::size_t id = kReserved; id < vocabulary.size(); ++id) {
        const auto& [text, score] = vocabulary[id];
        std::u32string piece = codePointsOf(text);
        if (piece.empty() || piece.size() > kMostCodePoints / kMostTokens || !std::isfinite(score)) {
            return fail(ErrorCode::Corrupt,
                "vocabulary entry " + std::to_string(id) + " is no piece with a score; fetch the encoder again");
        }
        tokeniser.m_longest = std::max(tokeniser.m_longest, piece.size());
        tokeniser.m_pieces.emplace(std::move(piece), Piece{static_cast<std::int64_t>(id), score});
    }
    if (tokeniser.m_pieces.empty()) {
        return fail(ErrorCode::Corrupt, "the vocabulary has no pieces; fetch the encoder again");
    }
    return tokeniser;
}

std::vector<std::int64_t> UnigramTokeniser::ids(std::string_view text) const
{
    const std::u32string symbols = marked(text);
    std::vector<Step> best(symbols.size() + 1);
    best[0].score = 0;
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        const auto offer = [&](std::size_t length, std::int64_t id, double score) {
            Step& step = best[at + length];
            if (best[at].score + score > step.score) {
                step = {best[at].score + score, length, id};
            }
        };
        offer(1, kUnknown, kUnknownScore);
        for (std::size_t length = 1; length <= std::min(m_longest, symbols.size() - at); ++length) {
            if (const auto piece = m_pieces.find(symbols.substr(at, length)); piece != m_pieces.end()) {
                offer(length, piece->second.id, piece->second.score);
            }
        }
    }
    std::vector<std::int64_t> reversed;
    for (std::size_t at = symbols.size(); at > 0; at -= best[at].length) {
        const bool continuesRun = best[at].id == kUnknown && !reversed.empty() && reversed.back() == kUnknown;
        if (!continuesRun) {
            reversed.push_back(best[at].id);
        }
    }
    std::vector<std::int64_t> result(reversed.rbegin(), reversed.rend());
    result.resize(std::min(result.size(), kMostTokens));
    return result;
}

} // namespace core::torch
