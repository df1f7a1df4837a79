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
    std::size_t sum = m_index.bytes() + traitKernel.bytes() + (heads.weights().size() + vectoriser.weights().size()) * sizeof(float);
    for (const Indexed& row : indexed) {
        sum += sizeof(Indexed) + row.text.size() + row.quality.size() * sizeof(float);
    }
    return sum;
}

std::size_t GainModel::headSize() const
{
    return kTraitBase + traitKernel.size();
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

SparseVector GainModel::headFeatures(
    const SparseVector& words, std::string_view text, const std::string& taskId, bool isTaskKnown) const
{
    SparseVector features = words;
    if (options.usesTraits) {
        const std::vector<float> traits = traitKernel.features(textTraits(text, vectoriser));
        for (std::size_t i = 0; i < traits.size(); ++i) {
            features.push_back({kTraitBase + static_cast<std::uint32_t>(i),
                static_cast<float>(options.traitScale) * traits[i]});
        }
    }
    if (!options.usesTasks) {
        return features;
    }
    const std::string folded = foldedText(taskId);
    for (const std::string_view word : wordViews(folded)) {
        features.push_back({upperBucket(fnv1a(word, 77)), static_cast<float>(options.taskNameScale)});
    }
    if (isTaskKnown) {
        const std::uint64_t task = fnv1a(taskId, 99);
        features.push_back({upperBucket(task), static_cast<float>(options.taskScale)});
        for (const SparseEntry& word : words) {
            features.push_back({upperBucket(task + word.index * 0x9E3779B97F4A7C15ULL),
                static_cast<float>(options.taskTextScale) * word.value});
        }
    }
    return features;
}

std::vector<double> GainModel::neighbourQuality(const SparseVector& words, std::optional<std::uint32_t> task,
    const std::function<bool(std::size_t)>& isAllowed) const
{
    const std::size_t tiers = tierIds.size();
    std::vector<double> mass(tiers, options.neighbourShrinkage);
    std::vector<double> sums(tiers);
    for (std::size_t t = 0; t < tiers; ++t) {
        sums[t] = options.neighbourShrinkage * (task ? taskMeans[*task * tiers + t] : means[t]);
    }
    for (const Neighbour& near : m_index.nearest(words, options.neighbours, isAllowed)) {
        const Indexed& row = indexed[near.row];
        const double weight = static_cast<double>(near.similarity)
            + (task && *task == row.task ? options.sameTaskBonus : 0.0);
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

Components GainModel::components(const std::string& taskId, const std::string& text) const
{
    const std::optional<std::uint32_t> task = taskNumber(taskId);
    const SparseVector words = vectoriser.vector(text);
    const std::size_t tiers = tierIds.size();
    Components parts;
    parts[kHeads].assign(tiers, 0.0);
    if (options.usesHeads) {
        heads.addTo(parts[kHeads], headFeatures(words, text, taskId, task.has_value()));
    }
    parts[kNeighbours] = options.usesNeighbours ? neighbourQuality(words, task) : means;
    parts[kLength] = lengthQuality(text);
    parts[kTaskMean] = means;
    if (task) {
        std::copy_n(taskMeans.begin() + static_cast<std::ptrdiff_t>(*task * tiers), tiers,
            parts[kTaskMean].begin());
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
    const Stack& stack = stackFor(taskId);
    std::vector<double> quality = stacked(taskId, components(taskId, text));
    domain::RoutePrediction prediction;
    const auto [low, high] = std::minmax_element(quality.begin(), quality.end());
    // Moved into [0, 1] together, so that differences between tiers survive the ends of the scale.
    const double shift = std::max(0.0, -*low) - std::max(0.0, *high - 1);
    for (std::size_t t = 0; t < quality.size(); ++t) {
        prediction.tiers.push_back({tierIds[t], sigmoid(stack.slopes[t] * quality[t] + stack.offsets[t]),
            std::clamp(quality[t] + shift, 0.0, 1.0), 0.0, 0.0});
    }
    prediction.difficulty = 1 - prediction.tiers.front().meetsTargetProbability;
    const double known = vectoriser.knownShare(text);
    prediction.isNovel = known <= 0 || known < knownFloor;
    return prediction;
}

} // namespace core::routing
