#include "core/routing/hashed_encoder.h"

#include "core/base/hash.h"
#include "core/base/rng.h"

#include <cmath>

namespace core::routing {

namespace {

constexpr std::uint64_t kProjectionSeed = 20030601;
constexpr std::uint64_t kSlotsOfFeature = 8; ///< coordinates that one feature touches, signs at random

std::string bytesOf(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

} // namespace

HashedEncoder::HashedEncoder(TfIdf words, std::size_t dimension)
    : m_words(std::move(words))
    , m_dimension(dimension)
    , m_fingerprint(sha256Hex(bytesOf(m_words.weights()) + std::to_string(dimension)))
{
}

Result<std::vector<float>> HashedEncoder::embed(const std::string& text) const
{
    std::vector<float> vector(m_dimension, 0.0F);
    for (const SparseEntry& entry : m_words.vector(text)) {
        for (std::uint64_t slot = 0; slot < kSlotsOfFeature; ++slot) {
            const std::uint64_t draw = mixSeed(kProjectionSeed + slot, entry.index);
            vector[(draw >> 1) % m_dimension] += (draw & 1U) != 0 ? entry.value : -entry.value;
        }
    }
    double squares = 0;
    for (const float value : vector) {
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    for (float& value : vector) {
        value = squares > 0 ? static_cast<float>(static_cast<double>(value) / std::sqrt(squares)) : 0.0F;
    }
    return vector;
}

} // namespace core::routing
