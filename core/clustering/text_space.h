#pragma once

#include "core/clustering/principal_axes.h"
#include "core/clustering/sentence_vectors.h"
#include "core/clustering/text_vectors.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace core::clustering {

struct TextSpaceOptions {
    std::size_t projected = 512;  ///< dimensions of the random projection of words: with 128 its noise hides small groups
    std::size_t components = 64;  ///< principal ones that are kept, at most
    std::size_t fittedOn = 8'000; ///< texts that the components are those of; further ones are only projected
};

/// The space that failures are grouped and laid out in: vectors of a sentence encoder, or else TF-IDF vectors (textVectors),
/// brought to their principal components; of words that is latent semantic analysis up to the random projection. Term weights
/// and components are those of the texts that it is made of; other texts can be looked up in it.
class TextSpace {
public:
    /// By words.
    explicit TextSpace(std::span<const std::string> texts, const TextSpaceOptions& options = {});
    /// By an encoder. A text without a vector tells nothing of the components. `sentences` must outlive the space.
    TextSpace(const SentenceVectors& sentences, std::span<const std::string> texts, const TextSpaceOptions& options = {});
    /// Of length at most 1: the part of a text that the components hold. What is unlike the others has a short vector, which is
    /// near little, instead of one that is blown up; a text without words, or without a vector of the encoder, has zero.
    [[nodiscard]] VectorSet vectors(std::span<const std::string> texts) const;

private:
    std::function<void(const std::string&, std::span<float>)> m_embed; ///< into so many dimensions as m_axes has
    PrincipalAxes m_axes;
};

} // namespace core::clustering
