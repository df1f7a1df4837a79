#include "core/torch/sparse_embedding.h"

#include "core/base/rng.h"
#include "core/torch/bag_network.h"

#include <algorithm>
#include <cmath>

namespace core::torch {

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr float kEpsilon = 1e-8F;

} // namespace

SparseEmbedding::SparseEmbedding(std::uint32_t buckets, std::size_t dimensions, std::uint32_t salt,
    std::uint64_t seed, std::span<const FeatureBag> bags)
    : m_dimensions(dimensions)
    , m_salt(salt)
    , m_rowOf(buckets, BagNetwork::kNoRow)
{
    std::uint32_t count = 0;
    for (const FeatureBag& bag : bags) {
        for (const FeatureHash feature : bag) {
            std::uint32_t& row = m_rowOf[bucketOf(feature, salt, buckets)];
            row = row == BagNetwork::kNoRow ? count++ : row;
        }
    }
    Rng rng(seed);
    m_values.resize(count * dimensions);
    const double bound = 0.5 / std::sqrt(static_cast<double>(dimensions));
    std::generate(
        m_values.begin(), m_values.end(), [&] { return static_cast<float>(rng.uniform(-bound, bound)); });
    m_mean.resize(m_values.size(), 0.0F);
    m_square.resize(m_values.size(), 0.0F);
    m_slotOf.resize(count, BagNetwork::kNoRow);
}

std::uint32_t SparseEmbedding::rowFor(FeatureHash feature) const
{
    return m_rowOf[bucketOf(feature, m_salt, static_cast<std::uint32_t>(m_rowOf.size()))];
}

void SparseEmbedding::pool(std::span<const FeatureHash> bag, std::span<float> out) const
{
    std::fill(out.begin(), out.end(), 0.0F);
    const float scale = bagScale(bag.size());
    for (const FeatureHash feature : bag) {
        const std::uint32_t row = rowFor(feature);
        if (row != BagNetwork::kNoRow) {
            addScaled(out, &m_values[row * m_dimensions], scale);
        }
    }
}

void SparseEmbedding::addGradient(std::span<const FeatureHash> bag, std::span<const float> gradient)
{
    const float scale = bagScale(bag.size());
    for (const FeatureHash feature : bag) {
        const std::uint32_t row = rowFor(feature);
        if (row == BagNetwork::kNoRow) {
            continue;
        }
        if (m_slotOf[row] == BagNetwork::kNoRow) {
            m_slotOf[row] = static_cast<std::uint32_t>(m_touched.size());
            m_touched.push_back(row);
            m_gradients.resize(m_touched.size() * m_dimensions, 0.0F);
        }
        addScaled({&m_gradients[m_slotOf[row] * m_dimensions], m_dimensions}, gradient.data(), scale);
    }
}

void SparseEmbedding::step(double learningRate)
{
    ++m_steps;
    const auto exponent = static_cast<double>(m_steps);
    const auto rate = static_cast<float>(
        learningRate * std::sqrt(1 - std::pow(kBeta2, exponent)) / (1 - std::pow(kBeta1, exponent)));
    constexpr auto kMeanDecay = static_cast<float>(kBeta1);
    constexpr auto kSquareDecay = static_cast<float>(kBeta2);
    for (std::size_t slot = 0; slot < m_touched.size(); ++slot) {
        const float* gradient = &m_gradients[slot * m_dimensions];
        const std::size_t start = m_touched[slot] * m_dimensions;
        for (std::size_t i = 0; i < m_dimensions; ++i) {
            float& mean = m_mean[start + i];
            float& square = m_square[start + i];
            mean = kMeanDecay * mean + (1 - kMeanDecay) * gradient[i];
            square = kSquareDecay * square + (1 - kSquareDecay) * gradient[i] * gradient[i];
            m_values[start + i] -= rate * mean / (std::sqrt(square) + kEpsilon);
        }
        m_slotOf[m_touched[slot]] = BagNetwork::kNoRow;
    }
    m_touched.clear();
    m_gradients.clear();
}

} // namespace core::torch
