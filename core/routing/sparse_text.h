#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::routing {

struct SparseEntry {
    std::uint32_t index = 0;
    float value = 0;
};
using SparseVector = std::vector<SparseEntry>; ///< indices ascending, each once

/// Hashed word 1-2-grams with TF-IDF weights (1 + ln tf)(1 + ln((1 + n) / (1 + df))), L2 norm 1. A feature that
/// fewer than two of the fitted texts have is dropped. Words are runs of letters and digits, ASCII folded;
/// a text is read up to kTextBytes.
class TfIdf {
public:
    static constexpr std::uint32_t kBuckets = 1U << 18;
    static constexpr std::size_t kTextBytes = 16 * 1024;

    TfIdf() = default;
    explicit TfIdf(std::vector<float> weights);

    void fit(std::span<const std::string_view> texts);
    [[nodiscard]] SparseVector vector(std::string_view text) const;
    /// Weight of a folded word; of a word that is not known, a little more than of the rarest known.
    [[nodiscard]] double rarity(std::string_view word) const;
    [[nodiscard]] const std::vector<float>& weights() const { return m_weights; }

private:
    std::vector<float> m_weights; ///< by bucket; 0: dropped
    double m_unknown = 0; ///< rarity of a word that is not known
};

/// Lower-case words (ASCII folding only) as views into `folded`.
[[nodiscard]] std::string foldedText(std::string_view text);
[[nodiscard]] std::vector<std::string_view> wordViews(std::string_view folded);

} // namespace core::routing
