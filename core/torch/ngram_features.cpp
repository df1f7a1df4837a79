#include "core/torch/ngram_features.h"

#include "core/base/hash.h"
#include "core/base/text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kShortestCharacters = 3;
constexpr std::size_t kLongestCharacters = 5;
constexpr std::uint64_t kWordSpace = 0x51ED270B27B4F3CFULL;

FeatureHash fold(std::uint64_t hash)
{
    return static_cast<FeatureHash>(hash ^ (hash >> 32));
}

std::uint64_t seedOf(std::uint32_t space)
{
    return 0xcbf29ce484222325ULL ^ (space * 0x9E3779B97F4A7C15ULL);
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '\'';
}

std::string_view clipped(std::string_view utf8)
{
    std::size_t length = std::min(utf8.size(), kFeatureBytes);
    while (length < utf8.size() && length > 0 && isContinuation(utf8[length])) {
        --length;
    }
    return utf8.substr(0, length);
}

void appendWordGrams(std::string_view text, std::uint64_t seed, FeatureBag& bag)
{
    std::string_view previous;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ') {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (isWordByte(text[i]) && end < text.size() && isWordByte(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(i, end - i);
        bag.push_back(fold(fnv1a(word, seed ^ kWordSpace)));
        if (!previous.empty()) {
            bag.push_back(fold(fnv1a(word, fnv1a(" ", fnv1a(previous, seed ^ kWordSpace)))));
        }
        previous = word;
        i = end;
    }
}

/// `text` begins and ends with a space, so that n-grams know where words end.
void appendCharacterGrams(std::string_view text, std::uint64_t seed, FeatureBag& bag)
{
    for (std::size_t start = 0; start < text.size(); ++start) {
        if (isContinuation(text[start])) {
            continue;
        }
        std::uint64_t hash = seed;
        std::size_t end = start;
        for (std::size_t length = 1; length <= kLongestCharacters && end < text.size(); ++length) {
            do {
                hash = fnv1a(text.substr(end, 1), hash);
                ++end;
            } while (end < text.size() && isContinuation(text[end]));
            if (length >= kShortestCharacters) {
                bag.push_back(fold(hash));
            }
        }
    }
}

} // namespace

FeatureHash featureHash(std::string_view feature, std::uint32_t space)
{
    return fold(fnv1a(feature, seedOf(space)));
}

FeatureBag ngramFeatures(std::string_view utf8, std::uint32_t space)
{
    FeatureBag bag;
    const std::string text = normalisedText(clipped(utf8));
    if (text.empty()) {
        return bag;
    }
    bag.reserve(4 * text.size());
    appendWordGrams(text, seedOf(space), bag);
    std::string padded;
    padded.reserve(text.size() + 2);
    padded.append(1, ' ').append(text).append(1, ' ');
    appendCharacterGrams(padded, seedOf(space), bag);
    return bag;
}

FeatureBag wordFeatures(std::string_view utf8)
{
    FeatureBag bag;
    appendWordGrams(normalisedText(clipped(utf8)), seedOf(0), bag);
    std::sort(bag.begin(), bag.end());
    bag.erase(std::unique(bag.begin(), bag.end()), bag.end());
    return bag;
}

FeatureMemory::FeatureMemory()
    : m_words(kWords, 0)
{
}

FeatureMemory::FeatureMemory(std::vector<std::uint32_t> words)
    : m_words(std::move(words))
{
    m_words.resize(kWords, 0);
}

void FeatureMemory::remember(std::span<const FeatureHash> features)
{
    for (const FeatureHash feature : features) {
        const std::uint32_t bit = bucketOf(feature, 0, static_cast<std::uint32_t>(32 * kWords));
        m_words[bit / 32] |= 1U << (bit % 32);
    }
}

double FeatureMemory::unseenShare(std::span<const FeatureHash> features) const
{
    if (features.empty()) {
        return 1;
    }
    const auto unseen = std::count_if(features.begin(), features.end(), [this](FeatureHash feature) {
        const std::uint32_t bit = bucketOf(feature, 0, static_cast<std::uint32_t>(32 * kWords));
        return ((m_words[bit / 32] >> (bit % 32)) & 1U) == 0;
    });
    return static_cast<double>(unseen) / static_cast<double>(features.size());
}

} // namespace core::torch
