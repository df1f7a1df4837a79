#include "core/torch/router_trainer.h"

#include "core/base/rng.h"
#include "core/routing/gain_extension.h"
#include "core/torch/bag_fit.h"
#include "core/torch/gain_router.h"
#include "core/torch/model_loading.h"
#include "core/torch/ngram_router.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kFewestForTask
    = 50; ///< tuning observations from which a (task, tier) is calibrated alone
constexpr double kNovelQuantile = 0.995; ///< of the unseen share among tuning texts
constexpr double kDefaultFloor = 1.0; ///< for a task without one
const LogisticModel kUncalibrated{{1}, 0}; ///< d is a log-odds already

Result<void> checkedExamples(
    const std::vector<ports::RouterExample>& examples, std::size_t tiers, const char* name)
{
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::vector<double>& quality = examples[i].quality;
        const bool isSound = quality.size() == tiers
            && std::all_of(
                quality.begin(), quality.end(), [](double q) { return std::isnan(q) || (q >= 0 && q <= 1); });
        if (!isSound) {
            return fail(ErrorCode::InvalidArgument,
                std::string(name) + " example " + std::to_string(i + 1)
                    + " of the router needs one quality in [0, 1] " + "or NaN for each of the "
                    + std::to_string(tiers) + " tiers; correct it");
        }
    }
    return {};
}

Result<void> checked(const ports::RouterTrainingSet& set, const ports::RouterOptions& options)
{
    const bool isSound = options.epochs > 0 && options.batchSize > 0 && options.buckets > 0
        && options.dimensions > 0 && options.taskDimensions > 0 && options.hidden >= 0 && options.members > 0
        && options.learningRate > 0 && options.featureDropout >= 0 && options.featureDropout < 1
        && options.preferenceWeight >= 0 && options.costWeight >= 0 && options.targetWeight >= 0;
    if (!isSound) {
        return fail(ErrorCode::InvalidArgument,
            "router options: counts and learning rate must be above 0, feature dropout in [0, 1); correct "
            "them");
    }
    if (set.tierIds.empty()) {
        return fail(
            ErrorCode::InvalidArgument, "a router needs at least one tier; add tiers to the portfolio");
    }
    if (const Result<void> training = checkedExamples(set.training, set.tierIds.size(), "training");
        !training) {
        return training;
    }
    return checkedExamples(set.tuning, set.tierIds.size(), "tuning");
}

bool isObserved(const ports::RouterExample& example)
{
    return std::any_of(
        example.quality.begin(), example.quality.end(), [](double q) { return !std::isnan(q); });
}

std::vector<std::string> tasksOf(const std::vector<ports::RouterExample>& examples)
{
    std::set<std::string> tasks;
    for (const ports::RouterExample& example : examples) {
        tasks.insert(example.taskId);
    }
    return {tasks.begin(), tasks.end()};
}

FitData dataFor(const ports::RouterTrainingSet& set, RouterModel& model)
{
    FitData data;
    for (const ports::RouterExample& example : set.training) {
        if (!isObserved(example)) {
            continue;
        }
        FeatureBag bag = ngramFeatures(example.text);
        model.memory.remember(bag);
        data.bags.push_back(std::move(bag));
        data.side.resize(data.side.size() + model.taskIds.size(), 0.0F);
        data.side[data.side.size() - 1 - model.taskIds.size() + model.rowOf(example.taskId)] = 1.0F;
        std::transform(example.quality.begin(), example.quality.end(), std::back_inserter(data.qualities),
            [](double quality) { return static_cast<float>(quality); });
    }
    return data;
}

NetworkShape shapeFor(const RouterModel& model, const ports::RouterOptions& options)
{
    NetworkShape shape;
    shape.buckets = static_cast<std::uint32_t>(options.buckets);
    shape.dimensions = static_cast<std::size_t>(options.dimensions);
    shape.sideInputs = model.taskIds.size();
    shape.sideDimensions = static_cast<std::size_t>(options.taskDimensions);
    shape.hidden = static_cast<std::size_t>(options.hidden);
    shape.outputs = model.tierIds.size();
    return shape;
}

FitOptions fitOptionsFor(const ports::RouterOptions& options, std::size_t member)
{
    FitOptions fit;
    fit.epochs = options.epochs;
    fit.batchSize = options.batchSize;
    fit.learningRate = options.learningRate;
    fit.featureDropout = options.featureDropout;
    fit.preferenceWeight = options.preferenceWeight;
    fit.seed = mixSeed(options.seed, 2000 + member);
    return fit;
}

/// One tuning text: task row, score and quality of every tier.
struct Observation {
    std::size_t row = 0;
    double floor = kDefaultFloor;
    std::vector<float> scores;
    std::vector<double> quality;
};

/// Calibrates one tier on the observations of one task row, or on all when `row` is 0.
TierCalibration calibrated(const std::vector<Observation>& observations, std::size_t tier, std::size_t row,
    const TierCalibration& prior)
{
    std::vector<LogisticSample> meets;
    std::vector<LogisticSample> quality;
    for (const Observation& seen : observations) {
        if ((row == 0 || row == seen.row) && !std::isnan(seen.quality[tier])) {
            const std::vector<double> x{static_cast<double>(seen.scores[tier])};
            meets.push_back({x, seen.quality[tier] >= seen.floor ? 1.0 : 0.0});
            quality.push_back({x, seen.quality[tier]});
        }
    }
    if (row > 0 && meets.size() < kFewestForTask) {
        return prior;
    }
    return {fitLogistic(meets, prior.meetsTarget), fitLogistic(quality, prior.quality)};
}

/// Rows 0 (all tasks) and one a task; a task with few observations keeps what holds over all.
void calibrate(const ports::RouterTrainingSet& set, RouterModel& model)
{
    const std::map<std::string, double> floors(set.answerFloors.begin(), set.answerFloors.end());
    std::vector<Observation> observations;
    std::vector<double> unseen;
    for (const ports::RouterExample& example : set.tuning) {
        const FeatureBag bag = ngramFeatures(example.text);
        const auto floor = floors.find(example.taskId);
        observations.push_back(
            {model.rowOf(example.taskId), floor == floors.end() ? kDefaultFloor : floor->second,
                model.scores(example.taskId, bag), example.quality});
        unseen.push_back(model.memory.unseenShare(bag));
    }
    const std::size_t tiers = model.tierIds.size();
    for (std::size_t row = 0; row <= model.taskIds.size(); ++row) {
        for (std::size_t tier = 0; tier < tiers; ++tier) {
            const TierCalibration prior
                = row == 0 ? TierCalibration{kUncalibrated, kUncalibrated} : model.calibrations[tier];
            model.calibrations.push_back(calibrated(observations, tier, row, prior));
        }
    }
    if (!unseen.empty()) {
        std::sort(unseen.begin(), unseen.end());
        const auto last = static_cast<double>(unseen.size() - 1);
        model.novelShare = unseen[static_cast<std::size_t>(std::ceil(kNovelQuantile * last))];
    }
}

class NgramRouterTrainer final : public ports::RouterTrainer {
public:
    explicit NgramRouterTrainer(ports::EncoderSource encoders)
        : m_encoders(std::move(encoders))
    {
    }

    Result<std::unique_ptr<ports::Router>> train(const ports::RouterTrainingSet& set,
        const ports::RouterOptions& options, const std::filesystem::path& artefactPath,
        const ports::ProgressCallback& progress, std::stop_token stop) const override
    {
        if (const Result<void> sound = checked(set, options); !sound) {
            return fail(sound.error());
        }
        if (options.form == ports::RouterForm::Stacked) {
            return stacked(set, options, artefactPath, progress, stop);
        }
        RouterModel model;
        model.tierIds = set.tierIds;
        model.taskIds = tasksOf(set.training);
        const FitData data = dataFor(set, model);
        if (data.bags.empty()) {
            return fail(ErrorCode::InvalidArgument,
                "the router has no training text with an observed quality; record answers of the tiers "
                "first");
        }
        Result<BagEnsemble> ensemble = fitted(shapeFor(model, options), data, options, progress, stop);
        if (!ensemble) {
            return fail(ensemble.error().within("router"));
        }
        model.ensemble = std::move(*ensemble);
        calibrate(set, model);
        if (stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "router: training was cancelled");
        }
        Result<std::string> sha256 = writeArtefact(artefactPath, contentsOf(model));
        return sha256 ? makeNgramRouter(std::move(model), std::move(*sha256))
                      : Result<std::unique_ptr<ports::Router>>(fail(sha256.error()));
    }

    Result<std::unique_ptr<ports::Router>> load(
        const std::filesystem::path& artefactPath, const std::string& expectedSha256) const override
    {
        return loadRouter(artefactPath, expectedSha256, m_encoders);
    }

    Result<std::unique_ptr<ports::Router>> extend(const std::filesystem::path& basePath,
        const ports::RouterTrainingSet& set, const ports::RouterOptions& options,
        const std::filesystem::path& artefactPath, const ports::ProgressCallback& progress,
        std::stop_token stop) const override
    {
        if (const Result<void> sound = checked(set, options); !sound) {
            return fail(sound.error());
        }
        const Result<LoadedArtefact> artefact = readArtefact(basePath, {}, "router");
        if (!artefact) {
            return fail(artefact.error());
        }
        const Result<std::string> form = artefact->contents.text("form");
        if (!form || *form != kStackedForm) {
            return fail(ErrorCode::Unsupported, "only a stacked router can be extended; train a new one");
        }
        const Result<routing::GainModel> base = gainModelFrom(*artefact, m_encoders);
        if (!base) {
            return fail(base.error());
        }
        return written(routing::extended(*base, set, progress, stop), artefactPath);
    }

    Result<Observations> observations(const std::filesystem::path& artefactPath) const override
    {
        const Result<LoadedArtefact> artefact = readArtefact(artefactPath, {}, "router");
        if (!artefact) {
            return fail(artefact.error());
        }
        const Result<std::string> form = artefact->contents.text("form");
        if (!form || *form != kStackedForm) {
            return fail(ErrorCode::Unsupported, "only a stacked router keeps its training texts");
        }
        return keptExamples(*artefact);
    }

private:
    static Result<std::unique_ptr<ports::Router>> written(
        Result<routing::GainModel> model, const std::filesystem::path& artefactPath)
    {
        if (!model) {
            return fail(model.error());
        }
        Result<std::string> sha256 = writeArtefact(artefactPath, contentsOf(*model));
        return sha256 ? makeGainRouter(std::move(*model), std::move(*sha256))
                      : Result<std::unique_ptr<ports::Router>>(fail(sha256.error()));
    }

    static Result<std::unique_ptr<ports::Router>> stacked(const ports::RouterTrainingSet& set,
        const ports::RouterOptions& options, const std::filesystem::path& artefactPath,
        const ports::ProgressCallback& progress, const std::stop_token& stop)
    {
        routing::GainOptions gain;
        gain.seed = options.seed;
        gain.encoder = options.encoder;
        gain.encoderName = options.encoder != nullptr ? options.encoderName : "none";
        gain.usesWords = options.usesWords || options.encoder == nullptr;
        gain.preferenceWeight = options.preferenceWeight;
        gain.costWeight = options.costWeight;
        gain.targetWeight = options.targetWeight;
        return written(routing::GainModel::fit(set, gain, progress, stop), artefactPath);
    }

    static Result<BagEnsemble> fitted(const NetworkShape& shape, const FitData& data,
        const ports::RouterOptions& options, const ports::ProgressCallback& progress,
        const std::stop_token& stop)
    {
        double reported = -1;
        return fitEnsemble(
            static_cast<std::size_t>(options.members), options.threads,
            [&](std::size_t member, const FitMonitor& watch) {
                return fitBagNetwork(shape, data, fitOptionsFor(options, member), watch);
            },
            [&](double fraction, double loss) {
                if (progress && fraction >= reported + 0.01) {
                    reported = fraction;
                    progress({fraction, "training router", loss, std::nan("")});
                }
                return !stop.stop_requested();
            },
            [&] { return stop.stop_requested(); });
    }

    const ports::EncoderSource m_encoders;
};

} // namespace

std::unique_ptr<ports::RouterTrainer> makeRouterTrainer(ports::EncoderSource encoders)
{
    return std::make_unique<NgramRouterTrainer>(std::move(encoders));
}

} // namespace core::torch
