#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace core::torch {

/// Features are 32-bit hashes: FNV-1a folded once. Networks map them to buckets with a salt of their own, so
/// that two networks of one ensemble do not share their collisions.
using FeatureHash = std::uint32_t;
using FeatureBag = std::vector<FeatureHash>;

[[nodiscard]] FeatureHash featureHash(std::string_view feature, std::uint32_t space = 0);

/// Row of a hashed table for a feature; uniform over [0, buckets).
[[nodiscard]] inline std::uint32_t bucketOf(FeatureHash hash, std::uint32_t salt, std::uint32_t buckets)
{
    std::uint32_t mixed = (hash ^ salt) * 0x9E3779B1U;
    mixed = (mixed ^ (mixed >> 15)) * 0x85EBCA77U;
    mixed ^= mixed >> 13;
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(mixed) * buckets) >> 32);
}

/// Texts are read up to this many bytes; what follows does not change the features.
inline constexpr std::size_t kFeatureBytes = std::size_t{16} * 1024;

/// Word 1-2-grams and character 3-5-grams (across word borders, by code point) of the normalised text.
/// `space` keeps the features of one part of an input apart from those of another.
[[nodiscard]] FeatureBag ngramFeatures(std::string_view utf8, std::uint32_t space = 0);

/// The word 1-2-grams alone, each once.
[[nodiscard]] FeatureBag wordFeatures(std::string_view utf8);

/// Which features training has seen: a bit set that may claim to know one it has not (rarely), never the
/// reverse.
class FeatureMemory {
public:
    FeatureMemory();
    explicit FeatureMemory(std::vector<std::uint32_t> words);

    void remember(std::span<const FeatureHash> features);
    /// In [0, 1]; 1 for no features at all.
    [[nodiscard]] double unseenShare(std::span<const FeatureHash> features) const;
    [[nodiscard]] const std::vector<std::uint32_t>& words() const { return m_words; }

    static constexpr std::size_t kWords = std::size_t{1} << 17; ///< 4 Mi bits

private:
    std::vector<std::uint32_t> m_words;
};

} // namespace core::torch
