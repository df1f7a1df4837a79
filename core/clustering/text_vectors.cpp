#include "core/clustering/text_vectors.h"

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace core::clustering {

namespace {

constexpr std::size_t kEntriesATerm = 8; ///< signed ones that a term adds to

constexpr std::array<std::string_view, 96> kCommonWords{"a", "about", "after", "all", "also", "am", "an",
    "and", "any", "are", "as", "at", "be", "because", "been", "but", "by", "can", "could", "d", "did", "do",
    "does", "doing", "for", "from", "get", "got", "had", "has", "have", "he", "her", "here", "his", "how",
    "i", "if", "in", "into", "is", "it", "its", "just", "ll", "m", "may", "me", "more", "my", "no", "not",
    "of", "on", "one", "or", "other", "our", "out", "re", "s", "shall", "she", "should", "so", "some", "such",
    "t", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "up", "us",
    "ve", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
    "yours", "yourself"};

bool isCommon(const std::string& word)
{
    return std::binary_search(kCommonWords.begin(), kCommonWords.end(), std::string_view(word));
}

using Counts = std::unordered_map<std::uint64_t, int>;

Counts countsOf(const std::string& text)
{
    Counts counts;
    for (const std::string& term : termsOf(text)) {
        ++counts[fnv1a(term)];
    }
    return counts;
}

void addTerm(std::span<float> row, std::uint64_t term, float weight)
{
    for (std::size_t i = 0; i < kEntriesATerm; ++i) {
        const std::uint64_t bits = mixSeed(term, i);
        row[(bits >> 1) % row.size()] += (bits & 1U) != 0 ? weight : -weight;
    }
}

void normalise(std::span<float> row)
{
    const float length = std::sqrt(dot(row, row));
    if (length > 0) {
        for (float& value : row) {
            value /= length;
        }
    }
}

} // namespace

std::vector<std::string> termsOf(const std::string& text)
{
    std::vector<std::string> terms;
    std::string previous;
    for (std::string& word : wordsOf(text)) {
        if (isCommon(word)) {
            continue;
        }
        if (!previous.empty()) {
            terms.push_back(previous + " " + word);
        }
        terms.push_back(word);
        previous = std::move(word);
    }
    return terms;
}

float dot(std::span<const float> a, std::span<const float> b)
{
    float sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

VectorSet textVectors(std::span<const std::string> texts, std::size_t dimensions)
{
    std::vector<Counts> counts;
    counts.reserve(texts.size());
    std::unordered_map<std::uint64_t, int> documents;
    for (const std::string& text : texts) {
        counts.push_back(countsOf(text));
        for (const auto& [term, count] : counts.back()) {
            ++documents[term];
        }
    }
    VectorSet vectors{texts.size(), dimensions, std::vector<float>(texts.size() * dimensions, 0.0F)};
    const auto n = static_cast<double>(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        // In the order of the terms: sums of floats must not hang on the order of a hash table.
        std::vector<std::pair<std::uint64_t, int>> terms(counts[i].begin(), counts[i].end());
        std::sort(terms.begin(), terms.end());
        for (const auto& [term, count] : terms) {
            const double weight = (1 + std::log(count)) * std::log(1 + n / documents[term]);
            addTerm(vectors.row(i), term, static_cast<float>(weight));
        }
        normalise(vectors.row(i));
    }
    return vectors;
}

} // namespace core::clustering
