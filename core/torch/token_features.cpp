#include "core/torch/token_features.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstddef>

namespace core::torch {

namespace {

constexpr std::ptrdiff_t kWindow = 2;
constexpr std::size_t kLongestAffix = 4;
constexpr std::size_t kLongestToken = 256; ///< bytes that are looked at

/// Every use of a word has hash spaces of its own, so that "bank" before and "bank" itself differ.
enum Space : std::uint32_t {
    kWord = 100,
    kRaw,
    kShape,
    kPrefix,
    kSuffix,
    kGram,
    kPair,
    kPlace,
    kNeighbour = 200
};

struct Token {
    std::string raw;
    std::string lower;
    std::string shape;
};

char shapeOf(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return 'X';
    }
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
        return 'x';
    }
    return c >= '0' && c <= '9' ? 'd' : c;
}

/// "Inc." -> "Xx.": runs become one character.
std::string shapeOf(std::string_view word)
{
    std::string shape;
    for (const char c : word) {
        const char next = shapeOf(c);
        if (shape.empty() || shape.back() != next) {
            shape += next;
        }
    }
    return shape;
}

Token tokenOf(const std::string& raw)
{
    const std::string clipped = raw.substr(0, kLongestToken);
    return {clipped, normalisedText(clipped), shapeOf(clipped)};
}

void appendOwnFeatures(const Token& token, FeatureBag& bag)
{
    bag.push_back(featureHash(token.lower, kWord));
    bag.push_back(featureHash(token.raw, kRaw));
    bag.push_back(featureHash(token.shape, kShape));
    const std::string& word = token.lower;
    for (std::size_t length = 1; length <= std::min(kLongestAffix, word.size()); ++length) {
        bag.push_back(featureHash(std::string_view(word).substr(0, length), kPrefix));
        bag.push_back(featureHash(std::string_view(word).substr(word.size() - length), kSuffix));
    }
    const std::string padded = "<" + word + ">";
    for (std::size_t i = 0; i + 3 <= padded.size(); ++i) {
        bag.push_back(featureHash(std::string_view(padded).substr(i, 3), kGram));
    }
}

void appendNeighbours(const std::vector<Token>& tokens, std::size_t at, FeatureBag& bag)
{
    static const Token kOutside{"", "<none>", "<none>"};
    const auto tokenAt = [&](std::ptrdiff_t position) -> const Token& {
        return position >= 0 && position < std::ssize(tokens) ? tokens[static_cast<std::size_t>(position)]
                                                              : kOutside;
    };
    const auto here = static_cast<std::ptrdiff_t>(at);
    for (std::ptrdiff_t distance = -kWindow; distance <= kWindow; ++distance) {
        if (distance != 0) {
            const auto space = static_cast<std::uint32_t>(kNeighbour + 2 * (distance + kWindow));
            bag.push_back(featureHash(tokenAt(here + distance).lower, space));
            bag.push_back(featureHash(tokenAt(here + distance).shape, space + 1));
        }
    }
    bag.push_back(featureHash(tokenAt(here - 1).lower + ' ' + tokens[at].lower, kPair));
    bag.push_back(featureHash(tokens[at].lower + '\t' + tokenAt(here + 1).lower, kPair));
    bag.push_back(featureHash(
        tokenAt(here - 1).shape + ' ' + tokens[at].shape + ' ' + tokenAt(here + 1).shape, kPlace));
}

} // namespace

std::vector<std::string> splitAtWhiteSpace(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    std::vector<std::string> words;
    for (std::size_t start = text.find_first_not_of(kSpace); start != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpace, start), text.size());
        words.emplace_back(text.substr(start, end - start));
        start = text.find_first_not_of(kSpace, end);
    }
    return words;
}

std::vector<FeatureBag> tokenFeatures(std::span<const std::string> tokens)
{
    std::vector<Token> parsed;
    parsed.reserve(tokens.size());
    std::transform(tokens.begin(), tokens.end(), std::back_inserter(parsed), tokenOf);
    std::vector<FeatureBag> bags(parsed.size());
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        bags[i].reserve(48);
        appendOwnFeatures(parsed[i], bags[i]);
        appendNeighbours(parsed, i, bags[i]);
    }
    return bags;
}

} // namespace core::torch
