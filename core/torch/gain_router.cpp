#include "core/torch/gain_router.h"

#include "core/routing/route_explanations.h"
#include "core/routing/text_traits.h"

#include <algorithm>
#include <utility>

namespace core::torch {

namespace {

using routing::GainModel;
using routing::GainOptions;
using routing::Stack;

constexpr std::size_t kOptionNumbers = 14; ///< of the first version of the file; later ones have more
constexpr std::size_t kFirstComponents = routing::kComponents;

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
    Result<domain::RouteExplanation> explain(const std::string& taskId, const std::string& text) const override
    {
        return routing::explainRoute(m_model, taskId, text);
    }

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
    const auto weights = contents.numbers(name + "_weights", kFirstComponents);
    const auto intercepts = contents.numbers(name + "_intercepts", tiers);
    const auto slopes = contents.numbers(name + "_slopes", tiers);
    const auto offsets = contents.numbers(name + "_offsets", tiers);
    if (!weights || !intercepts || !slopes || !offsets) {
        return false;
    }
    std::copy_n(weights->begin(), std::min(weights->size(), stack.weights.size()), stack.weights.begin());
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
        options.usesWords ? 1.0 : 0.0, options.denseScale, options.usesTraits ? 1.0 : 0.0,
        options.neighbourTraitShare, options.neighbourTraitWidth, static_cast<double>(options.candidates)};
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
    options.usesWords = numbers[11] > 0;
    options.denseScale = numbers[12];
    options.usesTraits = numbers[13] > 0;
    options.neighbourTraitShare = 0; // what earlier versions did
    if (numbers.size() >= 17 && numbers[14] >= 0 && numbers[14] <= 1 && numbers[15] > 0 && numbers[16] >= 0) {
        options.neighbourTraitShare = numbers[14];
        options.neighbourTraitWidth = numbers[15];
        options.candidates = static_cast<std::size_t>(numbers[16]);
    }
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
    std::vector<float>& weights = contents.floats["indexed_weights"];
    contents.words["indexed_founding"] = {static_cast<std::uint32_t>(model.founding)};
    for (const GainModel::Indexed& row : model.indexed) {
        texts.push_back(row.text);
        tasks.push_back(row.task);
        weights.push_back(row.weight);
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
    const auto founding = contents.words.find("indexed_founding"); // files of earlier versions have none
    model.founding = founding != contents.words.end() && !founding->second.empty()
        ? std::min<std::size_t>(founding->second.front(), texts->size())
        : texts->size();
    const auto weights = contents.floats.find("indexed_weights");
    const bool areWeighted = weights != contents.floats.end() && weights->second.size() == texts->size();
    for (std::size_t i = 0; i < texts->size(); ++i) {
        if (tasks->second[i] >= model.taskIds.size()) {
            return false;
        }
        const auto first = qualities->begin() + static_cast<std::ptrdiff_t>(i * tiers);
        model.indexed.push_back({tasks->second[i], std::move((*texts)[i]),
            {first, first + static_cast<std::ptrdiff_t>(tiers)}, areWeighted ? weights->second[i] : 1.0F});
    }
    return true;
}

/// The encoder that the router was trained with, and its vectors of the retrieval texts.
Result<void> loadEncoder(const ArtefactContents& contents, const ports::EncoderSource& encoders, GainModel& model)
{
    const auto name = contents.texts.find("encoder");
    if (name == contents.texts.end() || name->second == "none") {
        return {};
    }
    model.options.encoderName = name->second;
    const Result<std::string> fingerprint = contents.text("encoder_fingerprint");
    Result<std::vector<float>> vectors = contents.numbers("indexed_vectors", 0);
    if (!fingerprint || !vectors) {
        return fail(ErrorCode::Corrupt, "the router's file lacks a part; train it again or restore it");
    }
    model.encoderFingerprint = *fingerprint;
    Result<std::shared_ptr<const ports::Encoder>> encoder
        = encoders ? encoders(name->second, model.indexed.empty() ? 0 : vectors->size() / model.indexed.size()) : fail(ErrorCode::Unavailable, "this program has no encoders");
    if (!encoder) {
        return fail(Error{ErrorCode::Unavailable,
            "the router was trained with the encoder '" + name->second + "': " + encoder.error().message});
    }
    const std::size_t dimension = (*encoder)->dimension();
    if ((*encoder)->fingerprint() != *fingerprint || vectors->size() != dimension * model.indexed.size()) {
        return fail(ErrorCode::Unavailable,
            "the encoder '" + name->second + "' is not the version that the router was trained with; train it again");
    }
    model.options.encoder = std::move(*encoder);
    model.vectors = routing::DenseIndex(std::move(*vectors), dimension);
    return {};
}

} // namespace

ArtefactContents contentsOf(const GainModel& model)
{
    ArtefactContents contents;
    contents.texts["kind"] = "router";
    contents.texts["form"] = kStackedForm;
    contents.lists["tiers"] = model.tierIds;
    contents.lists["tasks"] = model.taskIds;
    contents.texts["encoder"] = model.options.encoder != nullptr ? model.options.encoderName : "none";
    contents.texts["encoder_fingerprint"] = model.encoderFingerprint;
    contents.texts["head_link"] = model.areHeadsLogistic ? "logistic" : "identity";
    contents.floats["indexed_vectors"] = model.vectors.values();
    contents.floats["options"] = floatsOf(numbersOf(model.options));
    contents.floats["vocabulary"] = model.vectoriser.weights();
    contents.floats["head_weights"] = model.heads.weights();
    contents.floats["head_biases"] = floatsOf(model.heads.biases());
    contents.floats["means"] = floatsOf(model.means);
    contents.floats["task_means"] = floatsOf(model.taskMeans);
    contents.floats["familiar_floor"] = {static_cast<float>(model.familiarFloor)};
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

Result<GainModel> gainModelFrom(const LoadedArtefact& artefact, const ports::EncoderSource& encoders)
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
    const auto familiarFloor = contents.numbers("familiar_floor", 1); // files of earlier versions have none
    GainModel model;
    bool isWhole = tiers && tasks && options && vocabulary && weights && biases && means && taskMeans;
    if (isWhole) {
        model.tierIds = std::move(*tiers);
        model.taskIds = std::move(*tasks);
        model.options = optionsOf(doublesOf(*options));
        model.means = doublesOf(*means);
        model.taskMeans = doublesOf(*taskMeans);
        model.familiarFloor = familiarFloor ? static_cast<double>(familiarFloor->front()) : 0.0;
        const std::size_t count = model.tierIds.size();
        isWhole = count > 0 && means->size() == count && taskMeans->size() == count * model.taskIds.size()
            && loadTraits(contents, model) && biases->size() == count && loadStack(contents, "seen", count, model.seen)
            && loadStack(contents, "unseen", count, model.unseen) && loadIndexed(contents, model);
    }
    if (!isWhole) {
        return fail(ErrorCode::Corrupt, "the router's file lacks a part; train it again or restore it");
    }
    if (const Result<void> encoder = loadEncoder(contents, encoders, model); !encoder) {
        return fail(encoder.error());
    }
    if (weights->size() != model.headSize() * model.tierIds.size()) {
        return fail(ErrorCode::Corrupt, "the router's heads do not fit its encoder; train it again or restore it");
    }
    const auto link = contents.texts.find("head_link");
    model.areHeadsLogistic = link != contents.texts.end() && link->second == "logistic";
    model.vectoriser = routing::TfIdf(std::move(*vocabulary));
    model.heads = routing::SparseRidge(std::move(*weights), doublesOf(*biases));
    model.buildIndex();
    return model;
}

Result<ports::RouterTrainer::Observations> keptExamples(const LoadedArtefact& artefact)
{
    auto tiers = artefact.contents.list("tiers");
    const auto tasks = artefact.contents.list("tasks");
    GainModel model;
    if (tiers && tasks) {
        model.tierIds = *tiers;
        model.taskIds = *tasks;
    }
    if (!tiers || !tasks || !loadIndexed(artefact.contents, model)) {
        return fail(ErrorCode::Corrupt, "the router's file lacks a part; train it again or restore it");
    }
    ports::RouterTrainer::Observations observations{std::move(*tiers), {}};
    for (GainModel::Indexed& row : model.indexed) {
        observations.examples.push_back({(*tasks)[row.task], std::move(row.text),
            {row.quality.begin(), row.quality.end()}, static_cast<double>(row.weight)});
    }
    return observations;
}

Result<std::unique_ptr<ports::Router>> gainRouterFrom(
    const LoadedArtefact& artefact, const ports::EncoderSource& encoders)
{
    Result<GainModel> model = gainModelFrom(artefact, encoders);
    return model ? makeGainRouter(std::move(*model), artefact.sha256)
                 : Result<std::unique_ptr<ports::Router>>(fail(model.error()));
}

} // namespace core::torch
