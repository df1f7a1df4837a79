#include "core/torch/ngram_router.h"

#include "core/torch/gain_router.h"
#include "core/torch/model_loading.h"

#include <algorithm>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kCalibrationNumbers = 4; ///< slope and intercept, twice

class NgramRouter final : public ports::Router {
public:
    NgramRouter(RouterModel model, std::string fingerprint)
        : m_model(std::move(model))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without any n-gram is novel.
    domain::RoutePrediction predict(const std::string& taskId, const std::string& text) const override
    {
        const FeatureBag bag = ngramFeatures(text);
        const std::vector<float> scores = m_model.scores(taskId, bag);
        domain::RoutePrediction prediction;
        for (std::size_t tier = 0; tier < scores.size(); ++tier) {
            const TierCalibration& calibration = m_model.calibration(taskId, tier);
            const std::vector<double> x{static_cast<double>(scores[tier])};
            prediction.tiers.push_back({m_model.tierIds[tier], calibration.meetsTarget.probability(x),
                calibration.quality.probability(x), 0.0, 0.0});
        }
        prediction.difficulty = 1 - prediction.tiers.front().meetsTargetProbability;
        prediction.isNovel = bag.empty() || m_model.memory.unseenShare(bag) > m_model.novelShare;
        return prediction;
    }

    std::vector<std::string> tierIds() const override { return m_model.tierIds; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    RouterModel m_model;
    std::string m_fingerprint;
};

void appendLogistic(const LogisticModel& model, std::vector<float>& numbers)
{
    numbers.push_back(static_cast<float>(model.weights.front()));
    numbers.push_back(static_cast<float>(model.bias));
}

LogisticModel logisticAt(const std::vector<float>& numbers, std::size_t at)
{
    return {{static_cast<double>(numbers[at])}, static_cast<double>(numbers[at + 1])};
}

} // namespace

std::size_t RouterModel::rowOf(const std::string& taskId) const
{
    const auto found = std::find(taskIds.begin(), taskIds.end(), taskId);
    return found == taskIds.end() ? 0 : 1 + static_cast<std::size_t>(found - taskIds.begin());
}

std::vector<float> RouterModel::scores(const std::string& taskId, const FeatureBag& bag) const
{
    std::vector<float> task(taskIds.size(), 0.0F);
    if (const std::size_t row = rowOf(taskId); row > 0) {
        task[row - 1] = 1.0F;
    }
    return ensemble.logits(bag, task);
}

const TierCalibration& RouterModel::calibration(const std::string& taskId, std::size_t tier) const
{
    return calibrations[rowOf(taskId) * tierIds.size() + tier];
}

ArtefactContents contentsOf(const RouterModel& model)
{
    ArtefactContents contents;
    contents.texts["kind"] = "router";
    contents.lists["tiers"] = model.tierIds;
    contents.lists["tasks"] = model.taskIds;
    contents.words["memory"] = model.memory.words();
    contents.floats["novel_share"] = {static_cast<float>(model.novelShare)};
    std::vector<float>& numbers = contents.floats["calibrations"];
    for (const TierCalibration& calibration : model.calibrations) {
        appendLogistic(calibration.meetsTarget, numbers);
        appendLogistic(calibration.quality, numbers);
    }
    storeEnsemble(model.ensemble, contents);
    return contents;
}

Result<std::unique_ptr<ports::Router>> makeNgramRouter(RouterModel model, std::string fingerprint)
{
    const bool isWhole = !model.tierIds.empty() && model.ensemble.outputs() == model.tierIds.size()
        && model.calibrations.size() == (1 + model.taskIds.size()) * model.tierIds.size();
    if (!isWhole) {
        return fail(
            ErrorCode::Corrupt, "the router's tiers and tasks do not fit its network; train it again");
    }
    return std::make_unique<NgramRouter>(std::move(model), std::move(fingerprint));
}

Result<std::unique_ptr<ports::Router>> ngramRouterFrom(const LoadedArtefact& artefact)
{
    const ArtefactContents& contents = artefact.contents;
    Result<std::vector<std::string>> tiers = contents.list("tiers");
    Result<std::vector<std::string>> tasks = contents.list("tasks");
    Result<BagEnsemble> ensemble = ensembleFrom(contents);
    const Result<std::vector<float>> numbers = contents.numbers("calibrations", 0);
    const Result<std::vector<float>> novelShare = contents.numbers("novel_share", 1);
    const auto memory = contents.words.find("memory");
    if (!tiers || !tasks || !ensemble || !numbers || !novelShare || memory == contents.words.end()) {
        return fail(ErrorCode::Corrupt, "the router's file lacks a part; train it again or restore it");
    }
    RouterModel model{std::move(*tiers), std::move(*tasks), std::move(*ensemble), {},
        FeatureMemory(memory->second), static_cast<double>(novelShare->front())};
    for (std::size_t i = 0; i + kCalibrationNumbers <= numbers->size(); i += kCalibrationNumbers) {
        model.calibrations.push_back({logisticAt(*numbers, i), logisticAt(*numbers, i + 2)});
    }
    return makeNgramRouter(std::move(model), artefact.sha256);
}

Result<std::unique_ptr<ports::Router>> loadRouter(
    const std::filesystem::path& path, const std::string& expectedSha256, const ports::EncoderSource& encoders)
{
    const Result<LoadedArtefact> artefact = readArtefact(path, expectedSha256, "router");
    if (!artefact) {
        return fail(artefact.error());
    }
    const auto form = artefact->contents.texts.find("form");
    const bool isStacked = form != artefact->contents.texts.end() && form->second == kStackedForm;
    Result<std::unique_ptr<ports::Router>> router
        = isStacked ? gainRouterFrom(*artefact, encoders) : ngramRouterFrom(*artefact);
    return router ? std::move(router) : fail(router.error().within("model file '" + path.string() + "'"));
}

} // namespace core::torch
