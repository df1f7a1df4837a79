#include "core/torch/gain_router.h"

#include "core/routing/text_traits.h"

#include <algorithm>
#include <utility>

namespace core::torch {

namespace {

using routing::GainModel;
using routing::GainOptions;
using routing::Stack;

constexpr std::size_t kOptionNumbers = 12;

class GainRouter final : public ports::Router {
public:
    GainRouter(GainModel model, std::string fingerprint)
        : m_model(std::move(model))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    domain::RoutePrediction predict(const std::string& taskId, const std::string& text) const override
    {
        return m_model.predict(taskId, text);
    }
    std::vector<std::string> tierIds() const override { return m_model.tierIds; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    GainModel m_model;
    std::string m_fingerprint;
};

std::vector<float> floatsOf(const std::vector<double>& values)
{
    std::vector<float> floats(values.size());
    std::transform(values.begin(), values.end(), floats.begin(), [](double v) { return static_cast<float>(v); });
    return floats;
}

std::vector<double> doublesOf(const std::vector<float>& values)
{
    return {values.begin(), values.end()};
}

void storeStack(const Stack& stack, const std::string& name, ArtefactContents& contents)
{
    contents.floats[name + "_weights"] = floatsOf({stack.weights.begin(), stack.weights.end()});
    contents.floats[name + "_intercepts"] = floatsOf(stack.intercepts);
    contents.floats[name + "_slopes"] = floatsOf(stack.slopes);
    contents.floats[name + "_offsets"] = floatsOf(stack.offsets);
}

bool loadStack(const ArtefactContents& contents, const std::string& name, std::size_t tiers, Stack& stack)
{
    const auto weights = contents.numbers(name + "_weights", routing::kComponents);
    const auto intercepts = contents.numbers(name + "_intercepts", tiers);
    const auto slopes = contents.numbers(name + "_slopes", tiers);
    const auto offsets = contents.numbers(name + "_offsets", tiers);
    if (!weights || !intercepts || !slopes || !offsets) {
        return false;
    }
    std::copy_n(weights->begin(), routing::kComponents, stack.weights.begin());
    stack.intercepts = doublesOf(*intercepts);
    stack.slopes = doublesOf(*slopes);
    stack.offsets = doublesOf(*offsets);
    return stack.intercepts.size() == tiers && stack.slopes.size() == tiers && stack.offsets.size() == tiers;
}

std::vector<double> numbersOf(const GainOptions& options)
{
    return {options.usesHeads ? 1.0 : 0.0, options.usesNeighbours ? 1.0 : 0.0, options.usesTasks ? 1.0 : 0.0,
        options.penalty, options.traitScale, options.taskScale, options.taskNameScale, options.taskTextScale,
        options.sameTaskBonus, static_cast<double>(options.neighbours), options.neighbourShrinkage,
        options.usesTraits ? 1.0 : 0.0};
}

GainOptions optionsOf(const std::vector<double>& numbers)
{
    GainOptions options;
    options.usesHeads = numbers[0] > 0;
    options.usesNeighbours = numbers[1] > 0;
    options.usesTasks = numbers[2] > 0;
    options.penalty = numbers[3];
    options.traitScale = numbers[4];
    options.taskScale = numbers[5];
    options.taskNameScale = numbers[6];
    options.taskTextScale = numbers[7];
    options.sameTaskBonus = numbers[8];
    options.neighbours = static_cast<std::size_t>(std::max(0.0, numbers[9]));
    options.neighbourShrinkage = numbers[10];
    options.usesTraits = numbers[11] > 0;
    return options;
}

void storeTraits(const GainModel& model, ArtefactContents& contents)
{
    const routing::LandmarkKernel::Parts& parts = model.traitKernel.parts();
    contents.floats["trait_means"] = parts.means;
    contents.floats["trait_scales"] = parts.scales;
    contents.floats["trait_landmarks"] = parts.landmarks;
    contents.floats["trait_whitening"] = parts.whitening;
    contents.floats["trait_width"] = {parts.width, static_cast<float>(model.meanLogBytes)};
}

bool loadTraits(const ArtefactContents& contents, GainModel& model)
{
    auto means = contents.numbers("trait_means", 0);
    auto scales = contents.numbers("trait_scales", 0);
    auto landmarks = contents.numbers("trait_landmarks", 0);
    auto whitening = contents.numbers("trait_whitening", 0);
    const auto width = contents.numbers("trait_width", 2);
    if (!means || !scales || !landmarks || !whitening || !width) {
        return false;
    }
    routing::LandmarkKernel::Parts parts{std::move(*means), std::move(*scales), std::move(*landmarks),
        std::move(*whitening), width->front()};
    if (!routing::LandmarkKernel::isWhole(parts)
        || (model.options.usesTraits && parts.means.size() != routing::kTraits)) {
        return false;
    }
    model.traitKernel = routing::LandmarkKernel(std::move(parts));
    model.meanLogBytes = static_cast<double>((*width)[1]);
    return true;
}

void storeIndexed(const GainModel& model, ArtefactContents& contents)
{
    std::vector<std::string>& texts = contents.lists["indexed_texts"];
    std::vector<std::uint32_t>& tasks = contents.words["indexed_tasks"];
    std::vector<float>& qualities = contents.floats["indexed_qualities"];
    for (const GainModel::Indexed& row : model.indexed) {
        texts.push_back(row.text);
        tasks.push_back(row.task);
        qualities.insert(qualities.end(), row.quality.begin(), row.quality.end());
    }
}

bool loadIndexed(const ArtefactContents& contents, GainModel& model)
{
    const std::size_t tiers = model.tierIds.size();
    auto texts = contents.list("indexed_texts");
    const auto tasks = contents.words.find("indexed_tasks");
    const auto qualities = contents.numbers("indexed_qualities", 0);
    if (!texts || tasks == contents.words.end() || !qualities || tasks->second.size() != texts->size()
        || qualities->size() != tiers * texts->size()) {
        return false;
    }
    for (std::size_t i = 0; i < texts->size(); ++i) {
        const auto first = qualities->begin() + static_cast<std::ptrdiff_t>(i * tiers);
        model.indexed.push_back({tasks->second[i], std::move((*texts)[i]),
            {first, first + static_cast<std::ptrdiff_t>(tiers)}});
    }
    return true;
}

} // namespace

ArtefactContents contentsOf(const GainModel& model)
{
    ArtefactContents contents;
    contents.texts["kind"] = "router";
    contents.texts["form"] = kStackedForm;
    contents.lists["tiers"] = model.tierIds;
    contents.lists["tasks"] = model.taskIds;
    contents.floats["options"] = floatsOf(numbersOf(model.options));
    contents.floats["vocabulary"] = model.vectoriser.weights();
    contents.floats["head_weights"] = model.heads.weights();
    contents.floats["head_biases"] = floatsOf(model.heads.biases());
    contents.floats["means"] = floatsOf(model.means);
    contents.floats["task_means"] = floatsOf(model.taskMeans);
    contents.floats["known_floor"] = {static_cast<float>(model.knownFloor)};
    storeTraits(model, contents);
    storeStack(model.seen, "seen", contents);
    storeStack(model.unseen, "unseen", contents);
    storeIndexed(model, contents);
    return contents;
}

std::unique_ptr<ports::Router> makeGainRouter(GainModel model, std::string fingerprint)
{
    return std::make_unique<GainRouter>(std::move(model), std::move(fingerprint));
}

Result<std::unique_ptr<ports::Router>> gainRouterFrom(const LoadedArtefact& artefact)
{
    const ArtefactContents& contents = artefact.contents;
    auto tiers = contents.list("tiers");
    auto tasks = contents.list("tasks");
    const auto options = contents.numbers("options", kOptionNumbers);
    auto vocabulary = contents.numbers("vocabulary", routing::TfIdf::kBuckets);
    auto weights = contents.numbers("head_weights", 0);
    const auto biases = contents.numbers("head_biases", 0);
    const auto means = contents.numbers("means", 1);
    const auto taskMeans = contents.numbers("task_means", 0);
    const auto knownFloor = contents.numbers("known_floor", 1);
    GainModel model;
    bool isWhole = tiers && tasks && options && vocabulary && weights && biases && means && taskMeans && knownFloor;
    if (isWhole) {
        model.tierIds = std::move(*tiers);
        model.taskIds = std::move(*tasks);
        model.options = optionsOf(doublesOf(*options));
        model.means = doublesOf(*means);
        model.taskMeans = doublesOf(*taskMeans);
        model.knownFloor = static_cast<double>(knownFloor->front());
        const std::size_t count = model.tierIds.size();
        isWhole = count > 0 && means->size() == count && taskMeans->size() == count * model.taskIds.size()
            && loadTraits(contents, model) && weights->size() == model.headSize() * count && biases->size() == count
            && loadStack(contents, "seen", count, model.seen) && loadStack(contents, "unseen", count, model.unseen)
            && loadIndexed(contents, model);
    }
    if (!isWhole) {
        return fail(ErrorCode::Corrupt, "the router's file lacks a part; train it again or restore it");
    }
    model.vectoriser = routing::TfIdf(std::move(*vocabulary));
    model.heads = routing::SparseRidge(std::move(*weights), doublesOf(*biases));
    model.buildIndex();
    return makeGainRouter(std::move(model), artefact.sha256);
}

} // namespace core::torch
