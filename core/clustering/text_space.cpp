#include "core/clustering/text_space.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace core::clustering {

namespace {

PrincipalAxes fittedAxes(
    const TermWeights& weights, std::span<const std::string> texts, const TextSpaceOptions& options)
{
    const std::size_t step = std::max<std::size_t>(1, (texts.size() + options.fittedOn - 1) / options.fittedOn);
    VectorSet sample{(texts.size() + step - 1) / step, options.projected, {}};
    sample.values.resize(sample.count * sample.dimensions);
    for (std::size_t i = 0; i < sample.count; ++i) {
        weights.embed(texts[i * step], sample.row(i));
    }
    return principalAxes(sample, options.components);
}

/// Length of a vector from the mean.
float spreadOf(std::span<const float> vector, const PrincipalAxes& axes)
{
    float squares = 0;
    for (std::size_t d = 0; d < axes.dimensions; ++d) {
        const float difference = vector[d] - axes.mean[d];
        squares += difference * difference;
    }
    return std::sqrt(squares);
}

} // namespace

TextSpace::TextSpace(std::span<const std::string> texts, const TextSpaceOptions& options)
    : m_weights(texts)
    , m_projected(options.projected)
    , m_axes(fittedAxes(m_weights, texts, options))
{
}

VectorSet TextSpace::vectors(std::span<const std::string> texts) const
{
    VectorSet found{texts.size(), m_axes.count, std::vector<float>(texts.size() * m_axes.count, 0.0F)};
    std::vector<float> wide(m_projected);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        m_weights.embed(texts[i], wide);
        const float spread = spreadOf(wide, m_axes);
        const bool hasWords = std::any_of(wide.begin(), wide.end(), [](float value) { return value != 0.0F; });
        if (!hasWords || !(spread > 0)) {
            continue;
        }
        m_axes.project(wide, found.row(i));
        for (float& value : found.row(i)) {
            value /= spread;
        }
    }
    return found;
}

} // namespace core::clustering
