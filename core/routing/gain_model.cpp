#include "core/routing/gain_model.h"

#include "core/base/hash.h"
#include "core/routing/text_traits.h"

#include <algorithm>
#include <cmath>

namespace core::routing {

namespace {

constexpr std::uint32_t kTraitBase = 2 * TfIdf::kBuckets; ///< words and hashed features lie below

std::uint32_t upperBucket(std::uint64_t hash)
{
    hash = (hash ^ (hash >> 31)) * 0x94D049BB133111EBULL;
    return TfIdf::kBuckets + static_cast<std::uint32_t>(hash >> 46);
}

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

} // namespace

std::optional<std::uint32_t> GainModel::taskNumber(const std::string& taskId) const
{
    const auto found = std::lower_bound(taskIds.begin(), taskIds.end(), taskId);
    return options.usesTasks && found != taskIds.end() && *found == taskId
        ? std::optional(static_cast<std::uint32_t>(found - taskIds.begin()))
        : std::nullopt;
}

void GainModel::buildIndex()
{
    std::vector<SparseVector> rows;
    rows.reserve(indexed.size());
    for (const Indexed& row : indexed) {
        rows.push_back(vectoriser.vector(row.text));
    }
    m_index.build(rows);
}

std::size_t GainModel::bytes() const
{
    std::size_t sum = m_index.bytes() + traitKernel.bytes()
        + (heads.weights().size() + vectoriser.weights().size() + vectors.values().size()) * sizeof(float);
    for (const Indexed& row : indexed) {
        sum += sizeof(Indexed) + row.text.size() + row.quality.size() * sizeof(float);
    }
    return sum;
}

std::uint32_t GainModel::denseBase() const
{
    return kTraitBase + static_cast<std::uint32_t>(traitKernel.size());
}

std::size_t GainModel::headSize() const
{
    return denseBase() + (options.encoder != nullptr ? options.encoder->dimension() : vectors.dimension());
}

std::vector<double> GainModel::lengthQuality(std::string_view text) const
{
    const double excess
        = std::log1p(static_cast<double>(std::min(text.size(), TfIdf::kTextBytes))) - meanLogBytes;
    std::vector<double> quality(tierIds.size(), 0.0);
    for (std::size_t t = 0; quality.size() > 1 && t < quality.size(); ++t) {
        quality[t] = excess * (static_cast<double>(t) / static_cast<double>(quality.size() - 1) - 0.5);
    }
    return quality;
}

std::uint32_t GainModel::taskFeature(const std::string& taskId)
{
    return upperBucket(fnv1a(taskId, 99));
}

std::uint32_t GainModel::taskWordFeature(const std::string& taskId, std::uint32_t word)
{
    return upperBucket(fnv1a(taskId, 99) + word * 0x9E3779B97F4A7C15ULL);
}

SparseVector GainModel::headFeatures(const SparseVector& words, std::string_view text, const std::string& taskId,
    bool isTaskKnown, std::span<const float> vector) const
{
    SparseVector features = options.usesWords ? words : SparseVector{};
    if (options.usesTraits) {
        const std::vector<float> traits = traitKernel.features(textTraits(text, vectoriser));
        for (std::size_t i = 0; i < traits.size(); ++i) {
            features.push_back({kTraitBase + static_cast<std::uint32_t>(i),
                static_cast<float>(options.traitScale) * traits[i]});
        }
    }
    for (std::size_t i = 0; i < vector.size(); ++i) {
        features.push_back({denseBase() + static_cast<std::uint32_t>(i),
            static_cast<float>(options.denseScale) * vector[i]});
    }
    if (!options.usesTasks) {
        return features;
    }
    const std::string folded = foldedText(taskId);
    for (const std::string_view word : wordViews(folded)) {
        features.push_back({upperBucket(fnv1a(word, 77)), static_cast<float>(options.taskNameScale)});
    }
    if (isTaskKnown) {
        features.push_back({taskFeature(taskId), static_cast<float>(options.taskScale)});
        for (const SparseEntry& word : options.usesWords ? words : SparseVector{}) {
            features.push_back(
                {taskWordFeature(taskId, word.index), static_cast<float>(options.taskTextScale) * word.value});
        }
    }
    return features;
}

std::vector<double> GainModel::headQuality(const SparseVector& features) const
{
    std::vector<double> quality(tierIds.size(), 0.0);
    heads.addTo(quality, features);
    for (double& value : quality) {
        value = areHeadsLogistic ? sigmoid(value) : value;
    }
    return quality;
}

std::vector<Neighbour> GainModel::nearest(
    const SparseVector& words, const std::function<bool(std::size_t)>& isAllowed) const
{
    return m_index.nearest(words, options.neighbours, isAllowed);
}

std::vector<double> GainModel::neighbourQuality(
    std::span<const Neighbour> near, std::optional<std::uint32_t> task) const
{
    const std::size_t tiers = tierIds.size();
    std::vector<double> mass(tiers, options.neighbourShrinkage);
    std::vector<double> sums(tiers);
    for (std::size_t t = 0; t < tiers; ++t) {
        sums[t] = options.neighbourShrinkage * (task ? taskMeans[*task * tiers + t] : means[t]);
    }
    for (const Neighbour& neighbour : near) {
        const Indexed& row = indexed[neighbour.row];
        const double weight = static_cast<double>(row.weight)
            * (static_cast<double>(neighbour.similarity) + (task && *task == row.task ? options.sameTaskBonus : 0.0));
        for (std::size_t t = 0; t < tiers; ++t) {
            if (!std::isnan(row.quality[t])) {
                sums[t] += weight * static_cast<double>(row.quality[t]);
                mass[t] += weight;
            }
        }
    }
    for (std::size_t t = 0; t < tiers; ++t) {
        sums[t] /= mass[t];
    }
    return sums;
}

double GainModel::familiarity(
    const SparseVector& words, const std::function<bool(std::size_t)>& isAllowed) const
{
    double sum = 0;
    for (const Neighbour& near : m_index.nearest(words, kFamiliarTexts, isAllowed)) {
        sum += static_cast<double>(near.similarity);
    }
    return m_index.commonMass(words) + sum / static_cast<double>(kFamiliarTexts);
}

std::vector<float> GainModel::encoded(const std::string& text) const
{
    if (options.encoder == nullptr) {
        return {};
    }
    Result<std::vector<float>> vector = options.encoder->embed(text);
    return vector && vector->size() == options.encoder->dimension() ? std::move(*vector) : std::vector<float>{};
}

Components GainModel::components(const std::string& taskId, const std::string& text) const
{
    return components(taskId, text, encoded(text));
}

Components GainModel::components(
    const std::string& taskId, const std::string& text, std::span<const float> vector) const
{
    const std::optional<std::uint32_t> task = taskNumber(taskId);
    const SparseVector words = vectoriser.vector(text);
    const std::size_t tiers = tierIds.size();
    Components parts;
    parts[kHeads].assign(tiers, 0.0);
    if (options.usesHeads) {
        parts[kHeads] = headQuality(headFeatures(words, text, taskId, task.has_value(), vector));
    }
    parts[kLength] = lengthQuality(text);
    parts[kTaskMean] = means;
    if (task) {
        std::copy_n(taskMeans.begin() + static_cast<std::ptrdiff_t>(*task * tiers), tiers,
            parts[kTaskMean].begin());
    }
    parts[kNeighbours]
        = options.usesNeighbours && options.usesWords ? neighbourQuality(nearest(words), task) : means;
    parts[kDenseNeighbours] = parts[kTaskMean];
    if (options.usesNeighbours && !vector.empty()) {
        parts[kDenseNeighbours] = neighbourQuality(vectors.nearest(vector, options.neighbours), task);
    }
    return parts;
}

const Stack& GainModel::stackFor(const std::string& taskId) const
{
    return taskNumber(taskId) ? seen : unseen;
}

std::vector<double> GainModel::stacked(const std::string& taskId, const Components& parts) const
{
    const Stack& stack = stackFor(taskId);
    std::vector<double> quality = stack.intercepts;
    for (std::size_t c = 0; c < kComponents; ++c) {
        for (std::size_t t = 0; t < quality.size(); ++t) {
            quality[t] += stack.weights[c] * parts[c][t];
        }
    }
    return quality;
}

domain::RoutePrediction GainModel::predict(const std::string& taskId, const std::string& text) const
{
    const std::vector<float> vector = encoded(text);
    domain::RoutePrediction prediction = predictionOf(taskId, text, components(taskId, text, vector));
    prediction.isNovel = prediction.isNovel || (options.encoder != nullptr && vector.empty());
    return prediction;
}

domain::RoutePrediction GainModel::predictionOf(
    const std::string& taskId, const std::string& text, const Components& parts) const
{
    const Stack& stack = stackFor(taskId);
    const std::vector<double> quality = stacked(taskId, parts);
    domain::RoutePrediction prediction;
    const auto [low, high] = std::minmax_element(quality.begin(), quality.end());
    // Moved into [0, 1] together, so that differences between tiers survive the ends of the scale.
    const double shift = std::max(0.0, -*low) - std::max(0.0, *high - 1);
    for (std::size_t t = 0; t < quality.size(); ++t) {
        prediction.tiers.push_back({tierIds[t], sigmoid(stack.slopes[t] * quality[t] + stack.offsets[t]),
            std::clamp(quality[t] + shift, 0.0, 1.0), 0.0, 0.0});
    }
    const double cheapest = prediction.tiers.front().meetsTargetProbability;
    prediction.difficulty = std::isnan(cheapest) ? 1.0 : 1 - cheapest;
    const double familiar = familiarity(vectoriser.vector(text));
    prediction.isNovel = familiar <= 0 || familiar < familiarFloor;
    return prediction;
}

} // namespace core::routing
