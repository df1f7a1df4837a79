#pragma once

#include "core/ports/encoder.h"
#include "core/routing/sparse_text.h"

namespace core::routing {

/// The built-in encoder: hashed TF-IDF word 1-2-grams, whose weights are learnt from the training texts, brought
/// to `dimension` by a sparse random projection (Achlioptas 2003). Needs no download.
class HashedEncoder final : public ports::Encoder {
public:
    static constexpr std::size_t kDimension = 256;

    explicit HashedEncoder(TfIdf words, std::size_t dimension = kDimension);

    [[nodiscard]] Result<std::vector<float>> embed(const std::string& text) const override;
    [[nodiscard]] std::size_t dimension() const override { return m_dimension; }
    [[nodiscard]] std::string fingerprint() const override { return m_fingerprint; }

private:
    TfIdf m_words;
    std::size_t m_dimension;
    std::string m_fingerprint;
};

} // namespace core::routing
