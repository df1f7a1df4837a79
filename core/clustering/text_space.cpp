#include "core/clustering/text_space.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace core::clustering {

namespace {

using Embed = std::function<void(const std::string&, std::span<float>)>;

bool isZero(std::span<const float> vector)
{
    return std::all_of(vector.begin(), vector.end(), [](float value) { return value == 0.0F; });
}

/// `isKnown`: whether a text has a vector at all.
PrincipalAxes fittedAxes(const Embed& embed, std::size_t dimensions, std::span<const std::string> texts,
    const std::function<bool(const std::string&)>& isKnown, const TextSpaceOptions& options)
{
    std::vector<const std::string*> known;
    for (const std::string& text : texts) {
        if (isKnown(text)) {
            known.push_back(&text);
        }
    }
    const std::size_t step = std::max<std::size_t>(1, (known.size() + options.fittedOn - 1) / options.fittedOn);
    VectorSet sample{(known.size() + step - 1) / step, dimensions, {}};
    sample.values.resize(sample.count * sample.dimensions);
    for (std::size_t i = 0; i < sample.count; ++i) {
        embed(*known[i * step], sample.row(i));
    }
    return principalAxes(sample, options.components);
}

Embed byWords(std::span<const std::string> texts)
{
    return [weights = std::make_shared<const TermWeights>(texts)](
               const std::string& text, std::span<float> row) { weights->embed(text, row); };
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
    : m_embed(byWords(texts))
    , m_axes(fittedAxes(m_embed, options.projected, texts, [](const std::string&) { return true; }, options))
{
}

TextSpace::TextSpace(
    const SentenceVectors& sentences, std::span<const std::string> texts, const TextSpaceOptions& options)
    : m_embed([&sentences](const std::string& text, std::span<float> row) { sentences.embed(text, row); })
    , m_axes(fittedAxes(m_embed, sentences.dimensions(), texts,
          [&sentences](const std::string& text) { return sentences.contains(text); }, options))
{
}

VectorSet TextSpace::vectors(std::span<const std::string> texts) const
{
    VectorSet found{texts.size(), m_axes.count, std::vector<float>(texts.size() * m_axes.count, 0.0F)};
    std::vector<float> wide(m_axes.dimensions);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        m_embed(texts[i], wide);
        const float spread = spreadOf(wide, m_axes);
        if (isZero(wide) || !(spread > 0)) {
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
