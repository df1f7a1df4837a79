#include "core/routing/sparse_text.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace core::routing {

namespace {

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

std::uint32_t bucketOf(std::uint64_t hash)
{
    hash ^= hash >> 29;
    hash *= 0xBF58476D1CE4E5B9ULL;
    return static_cast<std::uint32_t>(hash >> 46); // the upper 18 bits
}

/// Buckets of the word 1-grams, then of the 2-grams.
std::vector<std::uint32_t> featureBuckets(std::string_view text)
{
    const std::string folded = foldedText(text);
    const std::vector<std::string_view> words = wordViews(folded);
    std::vector<std::uint64_t> hashes;
    hashes.reserve(words.size());
    for (const std::string_view word : words) {
        hashes.push_back(fnv1a(word));
    }
    std::vector<std::uint32_t> buckets;
    buckets.reserve(2 * hashes.size());
    for (const std::uint64_t hash : hashes) {
        buckets.push_back(bucketOf(hash));
    }
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        buckets.push_back(bucketOf(hashes[i - 1] * 31 + hashes[i] + 0x9E37));
    }
    return buckets;
}

} // namespace

std::string foldedText(std::string_view text)
{
    std::string folded(text.substr(0, TfIdf::kTextBytes));
    for (char& c : folded) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return folded;
}

std::vector<std::string_view> wordViews(std::string_view folded)
{
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < folded.size();) {
        if (!isWordByte(folded[i])) {
            ++i;
            continue;
        }
        const std::size_t start = i;
        while (i < folded.size() && isWordByte(folded[i])) {
            ++i;
        }
        words.push_back(folded.substr(start, i - start));
    }
    return words;
}

TfIdf::TfIdf(std::vector<float> weights)
    : m_weights(std::move(weights))
{
    const auto rarest = std::max_element(m_weights.begin(), m_weights.end());
    m_unknown = rarest == m_weights.end() ? 0.0 : static_cast<double>(*rarest) + std::log(1.5);
}

void TfIdf::fit(std::span<const std::string_view> texts)
{
    std::vector<std::uint32_t> documents(kBuckets, 0);
    for (const std::string_view text : texts) {
        std::vector<std::uint32_t> buckets = featureBuckets(text);
        std::sort(buckets.begin(), buckets.end());
        buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
        for (const std::uint32_t bucket : buckets) {
            ++documents[bucket];
        }
    }
    std::vector<float> weights(kBuckets, 0.0F);
    const auto count = static_cast<double>(texts.size());
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (documents[i] >= 2) {
            weights[i] = static_cast<float>(1 + std::log((1 + count) / (1.0 + documents[i])));
        }
    }
    *this = TfIdf(std::move(weights));
}

SparseVector TfIdf::vector(std::string_view text) const
{
    std::vector<std::uint32_t> buckets = featureBuckets(text);
    std::sort(buckets.begin(), buckets.end());
    SparseVector entries;
    float squares = 0;
    for (std::size_t i = 0; i < buckets.size();) {
        std::size_t end = i;
        while (end < buckets.size() && buckets[end] == buckets[i]) {
            ++end;
        }
        if (const float weight = m_weights[buckets[i]]; weight > 0) {
            const float value = weight * (1 + std::log(static_cast<float>(end - i)));
            entries.push_back({buckets[i], value});
            squares += value * value;
        }
        i = end;
    }
    const float scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
    for (SparseEntry& entry : entries) {
        entry.value *= scale;
    }
    return entries;
}

double TfIdf::rarity(std::string_view word) const
{
    const float weight = m_weights.empty() ? 0.0F : m_weights[bucketOf(fnv1a(word))];
    return weight > 0 ? static_cast<double>(weight) : m_unknown;
}

} // namespace core::routing
