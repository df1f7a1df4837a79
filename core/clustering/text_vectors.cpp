#include "core/clustering/text_vectors.h"

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

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

using Documents = std::unordered_map<std::uint64_t, int>;

void addTo(Documents& documents, const Counts& counts)
{
    for (const auto& [term, count] : counts) {
        ++documents[term];
    }
}

void embedCounts(const Counts& counts, const Documents& documents, double texts, std::span<float> row)
{
    // In the order of the terms: sums of floats must not hang on the order of a hash table.
    std::vector<std::pair<std::uint64_t, int>> terms(counts.begin(), counts.end());
    std::sort(terms.begin(), terms.end());
    std::fill(row.begin(), row.end(), 0.0F);
    for (const auto& [term, count] : terms) {
        const auto known = documents.find(term);
        const double weight = (1 + std::log(count)) * std::log(1 + texts / (known == documents.end() ? 1 : known->second));
        addTerm(row, term, static_cast<float>(weight));
    }
    normalise(row);
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

/// Eight partial sums, which compilers turn into vector instructions; the order of adding is fixed.
float dot(std::span<const float> a, std::span<const float> b)
{
    constexpr std::size_t kLanes = 8;
    std::array<float, kLanes> sums{};
    std::size_t i = 0;
    for (; i + kLanes <= a.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            sums[lane] += a[i + lane] * b[i + lane];
        }
    }
    for (; i < a.size(); ++i) {
        sums[0] += a[i] * b[i];
    }
    return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

TermWeights::TermWeights(std::span<const std::string> texts)
    : m_texts(static_cast<double>(texts.size()))
{
    for (const std::string& text : texts) {
        addTo(m_documents, countsOf(text));
    }
}

void TermWeights::embed(const std::string& text, std::span<float> row) const
{
    embedCounts(countsOf(text), m_documents, m_texts, row);
}

VectorSet textVectors(std::span<const std::string> texts, std::size_t dimensions)
{
    std::vector<Counts> counts;
    counts.reserve(texts.size());
    Documents documents;
    for (const std::string& text : texts) {
        counts.push_back(countsOf(text));
        addTo(documents, counts.back());
    }
    VectorSet vectors{texts.size(), dimensions, std::vector<float>(texts.size() * dimensions, 0.0F)};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        embedCounts(counts[i], documents, static_cast<double>(texts.size()), vectors.row(i));
    }
    return vectors;
}

} // namespace core::clustering
