#include "core/torch/bag_network.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::torch {

float bagScale(std::size_t features)
{
    return features == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(features));
}

void addScaled(std::span<float> sum, const float* row, float weight)
{
    float* const out = sum.data();
    const std::size_t size = sum.size();
    for (std::size_t i = 0; i < size; ++i) {
        out[i] += weight * row[i];
    }
}

float dotProduct(const float* a, const float* b, std::size_t size)
{
    constexpr std::size_t kLanes = 8; // independent sums: the compiler may use vector registers
    std::array<float, kLanes> lanes{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            lanes[lane] += a[i + lane] * b[i + lane];
        }
    }
    float sum = 0;
    for (; i < size; ++i) {
        sum += a[i] * b[i];
    }
    for (const float lane : lanes) {
        sum += lane;
    }
    return sum;
}

std::vector<float> BagNetwork::encode(
    std::span<const FeatureHash> bag, std::span<const float> sideInput) const
{
    const std::size_t trunk = shape.trunkInputs();
    std::vector<float> state(shape.headInputs(), 0.0F);
    const std::span<float> pooled(state.data(), shape.dimensions);
    std::vector<const float*> found; // looked up first, so that the memory fetches many rows at a time
    found.reserve(bag.size());
    for (const FeatureHash feature : bag) {
        const std::uint32_t row = rowOf[bucketOf(feature, shape.salt, shape.buckets)];
        if (row != kNoRow) {
            found.push_back(&rows[row * shape.dimensions]);
            __builtin_prefetch(found.back());
        }
    }
    for (const float* row : found) {
        addScaled(pooled, row, 1.0F);
    }
    const float scale = bagScale(bag.size());
    std::for_each(pooled.begin(), pooled.end(), [scale](float& value) { value *= scale; });
    const std::span<float> projected(state.data() + shape.dimensions, shape.sideDimensions);
    for (std::size_t i = 0; i < std::min(shape.sideInputs, sideInput.size()); ++i) {
        if (sideInput[i] != 0.0F) {
            addScaled(projected, &side[i * shape.sideDimensions], sideInput[i]);
        }
    }
    for (std::size_t i = 0; i < shape.hidden; ++i) {
        state[trunk + i]
            = std::max(0.0F, hiddenBias[i] + dotProduct(&hidden[i * trunk], state.data(), trunk));
    }
    return state;
}

void BagNetwork::addLogits(
    std::span<const FeatureHash> bag, std::span<const float> sideInput, std::span<float> logits) const
{
    const std::vector<float> state = encode(bag, sideInput);
    for (std::size_t i = 0; i < shape.outputs; ++i) {
        logits[i] += headBias[i] + dotProduct(&head[i * state.size()], state.data(), state.size());
    }
}

bool BagNetwork::isConsistent() const
{
    const std::size_t count = shape.dimensions == 0 ? 0 : rows.size() / shape.dimensions;
    return shape.dimensions > 0 && shape.buckets > 0 && shape.outputs > 0 && rowOf.size() == shape.buckets
        && rows.size() == count * shape.dimensions && side.size() == shape.sideInputs * shape.sideDimensions
        && hidden.size() == shape.hidden * shape.trunkInputs() && hiddenBias.size() == shape.hidden
        && head.size() == shape.outputs * shape.headInputs() && headBias.size() == shape.outputs
        && std::all_of(
            rowOf.begin(), rowOf.end(), [count](std::uint32_t row) { return row == kNoRow || row < count; });
}

std::vector<float> BagEnsemble::logits(
    std::span<const FeatureHash> bag, std::span<const float> sideInput) const
{
    std::vector<float> sum(outputs(), 0.0F);
    for (const BagNetwork& network : networks) {
        network.addLogits(bag, sideInput, sum);
    }
    const float share = 1.0F / static_cast<float>(std::max<std::size_t>(1, networks.size()));
    std::for_each(sum.begin(), sum.end(), [share](float& value) { value *= share; });
    return sum;
}

bool BagEnsemble::isConsistent() const
{
    return !networks.empty()
        && std::all_of(networks.begin(), networks.end(), [this](const BagNetwork& network) {
               return network.isConsistent() && network.shape.outputs == outputs();
           });
}

} // namespace core::torch
