#include "core/clustering/sentence_vectors.h"

#include <algorithm>
#include <cmath>

namespace core::clustering {

namespace {

constexpr float kLargest = 127.0F;

} // namespace

std::string SentenceVectors::packed(std::span<const float> vector)
{
    float largest = 0;
    for (const float value : vector) {
        largest = std::max(largest, std::abs(value));
    }
    std::string bytes(vector.size(), '\0');
    for (std::size_t d = 0; largest > 0 && d < vector.size(); ++d) {
        bytes[d] = static_cast<char>(static_cast<signed char>(std::lround(vector[d] / largest * kLargest)));
    }
    return bytes;
}

void SentenceVectors::add(const std::string& text, const std::string& bytes)
{
    if (bytes.size() == m_dimensions) {
        m_vectors.insert_or_assign(text, bytes);
    }
}

void SentenceVectors::embed(const std::string& text, std::span<float> row) const
{
    std::fill(row.begin(), row.end(), 0.0F);
    const auto found = m_vectors.find(text);
    if (found == m_vectors.end()) {
        return;
    }
    float squares = 0;
    for (std::size_t d = 0; d < m_dimensions; ++d) {
        row[d] = static_cast<float>(static_cast<signed char>(found->second[d]));
        squares += row[d] * row[d];
    }
    for (float& value : row) {
        value = squares > 0 ? value / std::sqrt(squares) : 0.0F;
    }
}

} // namespace core::clustering
