#include "core/distill/linear_student.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::distill {

namespace {

float scaleOf(std::span<const std::uint32_t> features)
{
    return features.empty() ? 0.0F : 1.0F / std::sqrt(static_cast<float>(features.size()));
}

void softmaxInPlace(std::vector<float>& logits)
{
    const float top = *std::ranges::max_element(logits);
    float sum = 0;
    for (float& value : logits) {
        value = std::exp(value - top);
        sum += value;
    }
    for (float& value : logits) {
        value /= sum;
    }
}

} // namespace

LinearStudent::LinearStudent(const LinearStudentOptions& options)
    : m_options(options)
    , m_weights(static_cast<std::size_t>(options.buckets) * options.classes, 0.0F)
{
}

std::size_t LinearStudent::rowOf(std::uint32_t feature) const
{
    const std::uint32_t mixed = (feature ^ (feature >> 15)) * 0x85EBCA77U;
    return static_cast<std::size_t>(mixed % m_options.buckets) * m_options.classes;
}

std::vector<float> LinearStudent::probabilities(std::span<const std::uint32_t> features) const
{
    std::vector<float> logits(m_options.classes, 0.0F);
    for (const std::uint32_t feature : features) {
        const float* row = m_weights.data() + rowOf(feature);
        for (std::size_t c = 0; c < logits.size(); ++c) {
            logits[c] += row[c];
        }
    }
    const float scale = scaleOf(features);
    for (float& value : logits) {
        value *= scale;
    }
    softmaxInPlace(logits);
    return logits;
}

void LinearStudent::step(const LabelledBag& example, float rate)
{
    std::vector<float> gradient = probabilities(example.features);
    gradient[example.label] -= 1;
    const float factor = rate * scaleOf(example.features);
    for (float& value : gradient) {
        value *= factor;
    }
    for (const std::uint32_t feature : example.features) {
        float* row = m_weights.data() + rowOf(feature);
        for (std::size_t c = 0; c < gradient.size(); ++c) {
            row[c] -= gradient[c];
        }
    }
}

LinearStudent LinearStudent::fit(std::span<const LabelledBag> examples, const LinearStudentOptions& options)
{
    LinearStudent student(options);
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Rng rng(options.seed);
    for (std::size_t done = 0; done < options.steps && !examples.empty(); ++done) {
        const std::size_t at = done % order.size();
        if (at == 0) {
            rng.shuffle(std::span(order));
        }
        const float left = 1 - static_cast<float>(done) / static_cast<float>(options.steps);
        student.step(examples[order[at]], options.learningRate * left);
    }
    return student;
}

BagAnswer LinearStudent::answer(std::span<const std::uint32_t> features) const
{
    const std::vector<float> distribution = probabilities(features);
    const auto best = std::ranges::max_element(distribution);
    return {static_cast<std::size_t>(best - distribution.begin()), static_cast<double>(*best)};
}

} // namespace core::distill
