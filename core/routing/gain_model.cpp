#include "core/routing/gain_model.h"

#include "core/base/hash.h"
#include "core/routing/rank_key.h"
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

/// How far ahead rows are fetched: they lie anywhere in memory, and a query that comes alone finds none of them cached.
constexpr std::size_t kAhead = 8;

constexpr std::size_t kLanes = 8; ///< floats that are worked on together; rows are padded to a multiple

std::size_t padded(std::size_t size)
{
    return (size + kLanes - 1) / kLanes * kLanes;
}

/// Of padded rows, in lanes, so that it is vectorised.
float squaredDistance(std::span<const float> a, std::span<const float> b)
{
    std::array<float, kLanes> sums{};
    for (std::size_t i = 0; i < a.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float difference = a[i + lane] - b[i + lane];
            sums[lane] += difference * difference;
        }
    }
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
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
    m_traits.clear();
    m_tasks.clear();
    for (const Indexed& row : indexed) {
        rows.push_back(vectoriser.vector(row.text));
        m_tasks.push_back(row.task);
        if (options.usesTraits && options.neighbourTraitShare > 0) {
            std::vector<float> traits = traitKernel.standardised(textTraits(row.text, vectoriser));
            traits.resize(padded(traits.size()));
            m_traits.insert(m_traits.end(), traits.begin(), traits.end());
        }
    }
    m_index.build(rows, NeighbourIndex::kCommonShare, founding);
}

std::size_t GainModel::bytes() const
{
    std::size_t sum = m_index.bytes() + traitKernel.bytes()
        + (heads.weights().size() + vectoriser.weights().size() + vectors.values().size() + m_traits.size())
            * sizeof(float);
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

std::vector<double> GainModel::lengthQuality(std::size_t bytes) const
{
    const double excess
        = std::log1p(static_cast<double>(std::min(bytes, TfIdf::kTextBytes))) - meanLogBytes;
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

SparseVector GainModel::headFeatures(const ReadText& text, const std::string& taskId, bool isTaskKnown) const
{
    SparseVector features = options.usesWords ? text.words : SparseVector{};
    if (options.usesTraits) {
        const std::vector<float> form = traitKernel.features(text.traits);
        for (std::size_t i = 0; i < form.size(); ++i) {
            features.push_back({kTraitBase + static_cast<std::uint32_t>(i),
                static_cast<float>(options.traitScale) * form[i]});
        }
    }
    for (std::size_t i = 0; i < text.vector.size(); ++i) {
        features.push_back({denseBase() + static_cast<std::uint32_t>(i),
            static_cast<float>(options.denseScale) * text.vector[i]});
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
        for (const SparseEntry& word : options.usesWords ? text.words : SparseVector{}) {
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

std::function<bool(std::size_t)> GainModel::countingFor(
    std::optional<std::uint32_t> task, const std::function<bool(std::size_t)>& isAllowed) const
{
    if (founding == indexed.size()) {
        return isAllowed;
    }
    return [this, task, &isAllowed](std::size_t row) {
        return (row < founding || (task && indexed[row].task == *task)) && (!isAllowed || isAllowed(row));
    };
}

/// Mixes the likeness of form into the similarities and keeps the best, those of the task favoured.
void GainModel::rankByForm(
    std::vector<Neighbour>& near, std::span<const float> traits, std::optional<std::uint32_t> task) const
{
    struct Ranked {
        std::uint64_t key = 0; ///< rankKey
        float similarity = 0;
    };
    constexpr std::size_t kCacheLine = 64 / sizeof(float);
    std::vector<float> own = traitKernel.standardised(traits);
    const auto share = static_cast<float>(options.neighbourTraitShare);
    const float scale = -1.0F / (2 * static_cast<float>(options.neighbourTraitWidth) * static_cast<float>(own.size()));
    const auto bonus = static_cast<float>(options.sameTaskBonus);
    own.resize(padded(own.size()));
    std::vector<Ranked> ranked(near.size());
    for (std::size_t i = 0; i < near.size(); ++i) {
        if (i + kAhead < near.size()) {
            const float* const ahead = &m_traits[near[i + kAhead].row * own.size()];
            for (std::size_t d = 0; d < own.size(); d += kCacheLine) {
                __builtin_prefetch(ahead + d);
            }
            __builtin_prefetch(ahead + own.size() - 1);
        }
        const std::size_t row = near[i].row;
        const float squares = squaredDistance(own, std::span(m_traits).subspan(row * own.size(), own.size()));
        const float similarity = (1 - share) * near[i].similarity + share * std::exp(scale * squares);
        const bool isOfTask = task && m_tasks[row] == *task;
        ranked[i] = {rankKey(std::max(0.0F, similarity + (isOfTask ? bonus : 0.0F)), row), similarity};
    }
    const std::size_t kept = std::min(near.size(), options.neighbours);
    const auto best = ranked.begin() + static_cast<std::ptrdiff_t>(kept);
    const auto isBetter = [](const Ranked& a, const Ranked& b) { return a.key < b.key; };
    std::nth_element(ranked.begin(), best, ranked.end(), isBetter);
    std::sort(ranked.begin(), best, isBetter);
    near.resize(kept);
    std::transform(ranked.begin(), best, near.begin(),
        [](const Ranked& entry) { return Neighbour{rowOf(entry.key), entry.similarity}; });
}

Retrieved GainModel::retrieve(const ReadText& text, std::optional<std::uint32_t> task,
    const std::function<bool(std::size_t)>& isAllowed) const
{
    const bool isByForm = !m_traits.empty() && !text.traits.empty();
    Retrieved found;
    found.near = m_index.nearest(text.words,
        std::max(isByForm ? std::max(options.candidates, options.neighbours) : options.neighbours, kFamiliarTexts),
        countingFor(task, isAllowed), isByForm ? kFamiliarTexts : NeighbourIndex::kAll);
    double sum = 0;
    for (std::size_t i = 0; i < std::min(kFamiliarTexts, found.near.size()); ++i) {
        sum += static_cast<double>(found.near[i].similarity);
    }
    found.familiarity = m_index.commonMass(text.words) + sum / static_cast<double>(kFamiliarTexts);
    if (isByForm) {
        rankByForm(found.near, text.traits, task);
    }
    found.near.resize(std::min(found.near.size(), options.neighbours));
    return found;
}

std::vector<Neighbour> GainModel::denseNearest(const ReadText& text, std::optional<std::uint32_t> task,
    const std::function<bool(std::size_t)>& isAllowed) const
{
    return text.vector.empty() ? std::vector<Neighbour>{}
                               : vectors.nearest(text.vector, options.neighbours, countingFor(task, isAllowed));
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
    for (const Neighbour& neighbour : near) { // as above, its row first and then what that points to
        __builtin_prefetch(&indexed[neighbour.row]);
    }
    for (std::size_t i = 0; i < near.size(); ++i) {
        if (i + kAhead < near.size()) {
            __builtin_prefetch(indexed[near[i + kAhead].row].quality.data());
        }
        const Neighbour& neighbour = near[i];
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

std::vector<float> GainModel::encoded(const std::string& text) const
{
    if (options.encoder == nullptr) {
        return {};
    }
    Result<std::vector<float>> vector = options.encoder->embed(text);
    return vector && vector->size() == options.encoder->dimension() ? std::move(*vector) : std::vector<float>{};
}

ReadText GainModel::read(const std::string& text) const
{
    return {vectoriser.vector(text), options.usesTraits ? textTraits(text, vectoriser) : std::vector<float>{},
        encoded(text), text.size()};
}

Evidence GainModel::evidence(
    const std::string& taskId, const ReadText& text, const std::function<bool(std::size_t)>& isAllowed) const
{
    const std::optional<std::uint32_t> task = taskNumber(taskId);
    const std::vector<Neighbour> denseNear
        = options.usesNeighbours ? denseNearest(text, task, isAllowed) : std::vector<Neighbour>{};
    return evidence(taskId, task, text, denseNear, isAllowed);
}

Evidence GainModel::evidence(const std::string& taskId, std::optional<std::uint32_t> task, const ReadText& text,
    std::span<const Neighbour> denseNear, const std::function<bool(std::size_t)>& isAllowed) const
{
    const std::size_t tiers = tierIds.size();
    const Retrieved found = retrieve(text, task, isAllowed);
    Evidence evidence;
    evidence.familiarity = found.familiarity;
    Components& parts = evidence.parts;
    parts[kHeads].assign(tiers, 0.0);
    if (options.usesHeads) {
        parts[kHeads] = headQuality(headFeatures(text, taskId, task.has_value()));
    }
    parts[kLength] = lengthQuality(text.bytes);
    parts[kTaskMean] = means;
    if (task) {
        std::copy_n(taskMeans.begin() + static_cast<std::ptrdiff_t>(*task * tiers), tiers,
            parts[kTaskMean].begin());
    }
    parts[kNeighbours] = options.usesNeighbours && options.usesWords ? neighbourQuality(found.near, task) : means;
    parts[kDenseNeighbours] = options.usesNeighbours && !text.vector.empty() ? neighbourQuality(denseNear, task)
                                                                            : parts[kTaskMean];
    return evidence;
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
    const ReadText read = this->read(text);
    return predictionOf(taskId, read, evidence(taskId, read));
}

domain::RoutePrediction GainModel::predictionOf(
    const std::string& taskId, const ReadText& text, const Evidence& evidence) const
{
    const Stack& stack = stackFor(taskId);
    const std::vector<double> quality = stacked(taskId, evidence.parts);
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
    prediction.isNovel = evidence.familiarity <= 0 || evidence.familiarity < familiarFloor
        || (options.encoder != nullptr && text.vector.empty());
    return prediction;
}

} // namespace core::routing
