#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace core::clustering {

/// Vectors of a sentence encoder, one a text. Each is kept as a signed byte a dimension, so that a hundred thousand fit into
/// memory; the error of that turns a vector of 512 dimensions by less than one degree.
class SentenceVectors {
public:
    /// `encoder` names it for people.
    SentenceVectors(std::string encoder, std::size_t dimensions)
        : m_encoder(std::move(encoder))
        , m_dimensions(dimensions)
    {
    }

    /// The direction of a vector, a byte a dimension; the largest component becomes 127 or -127. Zeros stay zeros.
    [[nodiscard]] static std::string packed(std::span<const float> vector);

    /// What packed() gave. Bytes of another length than the dimensions are left out.
    void add(const std::string& text, const std::string& bytes);
    [[nodiscard]] bool contains(const std::string& text) const { return m_vectors.contains(text); }
    [[nodiscard]] std::size_t size() const { return m_vectors.size(); }
    [[nodiscard]] std::size_t dimensions() const { return m_dimensions; }
    [[nodiscard]] const std::string& encoder() const { return m_encoder; }
    /// Writes the text's vector, of length 1; zeros for a text that has none.
    void embed(const std::string& text, std::span<float> row) const;

private:
    std::string m_encoder;
    std::size_t m_dimensions;
    std::unordered_map<std::string, std::string> m_vectors; ///< bytes by text
};

} // namespace core::clustering
