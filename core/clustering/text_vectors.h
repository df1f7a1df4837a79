#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::clustering {

/// Rows of equal length, one after another.
struct VectorSet {
    std::size_t count = 0;
    std::size_t dimensions = 0;
    std::vector<float> values; ///< count x dimensions

    [[nodiscard]] std::span<const float> row(std::size_t i) const
    {
        return {values.data() + i * dimensions, dimensions};
    }
    [[nodiscard]] std::span<float> row(std::size_t i) { return {values.data() + i * dimensions, dimensions}; }
};

/// Lower-case words without the commonest English ones, and pairs of neighbours.
[[nodiscard]] std::vector<std::string> termsOf(const std::string& text);

/// How telling words and word pairs are among some texts, by which other texts can be weighed, too.
class TermWeights {
public:
    explicit TermWeights(std::span<const std::string> texts);
    /// Writes the text's vector, see textVectors(). A term that occurs in none of the texts counts as one that occurs once.
    void embed(const std::string& text, std::span<float> row) const;

private:
    std::unordered_map<std::uint64_t, int> m_documents; ///< texts by the hash of a term in them
    double m_texts = 0;
};

/// Unit vectors of texts: TF-IDF of words and word pairs, (1 + ln tf) ln(1 + N/df), brought to `dimensions`
/// by a sparse random projection (Achlioptas 2003) that follows from the words alone. A text without words is
/// the zero vector.
[[nodiscard]] VectorSet textVectors(std::span<const std::string> texts, std::size_t dimensions = 128);

/// a . b
[[nodiscard]] float dot(std::span<const float> a, std::span<const float> b);

} // namespace core::clustering
