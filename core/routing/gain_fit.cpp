#include "core/base/rng.h"
#include "core/routing/gain_model.h"
#include "core/routing/joint_heads.h"
#include "core/routing/preference_rows.h"
#include "core/routing/stack_fit.h"
#include "core/routing/text_traits.h"
#include "core/routing/variance_weights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace core::routing {

namespace {

constexpr double kDefaultFloor = 1.0; ///< for a task without one
constexpr double kNovelQuantile = 0.005; ///< of the training texts' familiarity, each without itself
constexpr std::size_t kFamiliaritySample = 2000; ///< training texts that the quantile is taken over
constexpr std::size_t kNearKept = 4; ///< times the neighbours wanted: enough after those of a fold are left out

struct Row {
    const ports::RouterExample* example = nullptr; ///< quality NaN throughout where preferences alone are known
    const std::vector<double>* believed = nullptr; ///< the quality, or what preferences say where none is known
    std::vector<TierPair> pairs;
    ReadText text;
    std::vector<Neighbour> denseNear;
    std::uint32_t task = 0;
    double floor = kDefaultFloor;
};

auto cancelled()
{
    return fail(ErrorCode::Cancelled, "router: training was cancelled");
}

/// Means over the rows that are in, by tier and by task and tier, the latter shrunk to the former.
void fillMeans(GainModel& model, const std::vector<Row>& rows, const std::function<bool(std::size_t)>& isIn)
{
    const std::size_t tiers = model.tierIds.size();
    std::vector<double> counts(tiers, 0.0);
    std::vector<double> taskCounts(model.taskIds.size() * tiers, 0.0);
    model.means.assign(tiers, 0.0);
    model.taskMeans.assign(taskCounts.size(), 0.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t t = 0; isIn(i) && t < tiers; ++t) {
            if (const double quality = (*rows[i].believed)[t]; !std::isnan(quality)) {
                const double weight = rows[i].example->weight;
                model.means[t] += weight * quality;
                counts[t] += weight;
                model.taskMeans[rows[i].task * tiers + t] += weight * quality;
                taskCounts[rows[i].task * tiers + t] += weight;
            }
        }
    }
    for (std::size_t t = 0; t < tiers; ++t) {
        model.means[t] = counts[t] > 0 ? model.means[t] / counts[t] : 0.5;
    }
    const double prior = model.options.taskMeanShrinkage;
    for (std::size_t i = 0; i < taskCounts.size(); ++i) {
        model.taskMeans[i] = (model.taskMeans[i] + prior * model.means[i % tiers]) / (taskCounts[i] + prior);
    }
}

/// Squares of the qualities, or, where there is more to say than qualities, the joint loss.
void fitHeads(GainModel& model, const std::vector<Row>& rows, const std::vector<SparseVector>& features,
    const std::vector<double>& relativeCosts, const std::function<bool(std::size_t)>& isIn,
    const std::stop_token& stop)
{
    const auto isStopped = [&stop] { return stop.stop_requested(); };
    std::vector<RidgeRow> in;
    std::vector<RowPair> pairs;
    JointLoss loss;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (isIn(i)) {
            for (const TierPair& pair : rows[i].pairs) {
                pairs.push_back({in.size(), pair.a, pair.b, pair.outcome, pair.weight});
            }
            in.push_back({&features[i], rows[i].example->quality, rows[i].example->weight});
            loss.floors.push_back(rows[i].floor);
        }
    }
    if (model.areHeadsLogistic) {
        loss.preference = model.options.preferenceWeight;
        loss.cost = model.options.costWeight;
        loss.target = model.options.targetWeight;
        loss.penalty = model.options.jointPenalty;
        loss.relativeCosts = relativeCosts;
        model.heads = fitJointHeads(in, pairs, model.headSize(), model.tierIds.size(), loss, isStopped);
        return;
    }
    RidgeOptions ridge;
    ridge.penalty = model.options.penalty;
    if (model.options.leastVariance < 1 && model.tierIds.size() > 1) {
        weighByVariance(in, model.headSize(), model.tierIds.size(), ridge, model.options.leastVariance, isStopped);
    }
    model.heads.fit(in, model.headSize(), model.tierIds.size(), ridge, isStopped);
}

/// The nearest of the rows that are in, by the encoder: from those kept where enough of them are in.
std::vector<Neighbour> denseNeighbours(
    const GainModel& model, const Row& row, const std::function<bool(std::size_t)>& isIn)
{
    std::vector<Neighbour> near;
    for (const Neighbour& neighbour : row.denseNear) {
        if (near.size() < model.options.neighbours && isIn(neighbour.row)) {
            near.push_back(neighbour);
        }
    }
    const bool isWhole = near.size() == model.options.neighbours || row.denseNear.size() == model.indexed.size();
    return isWhole ? near : model.denseNearest(row.text, std::nullopt, isIn);
}

/// Components of the rows that the stack is fitted to, those of every fold from a fit to the other folds. With
/// `holdsOutTasks` a row's task is unknown to its prediction.
std::vector<StackSample> heldOut(GainModel& model, const std::vector<Row>& rows,
    const std::vector<SparseVector>& features, const std::vector<double>& relativeCosts,
    const std::vector<std::size_t>& foldOf, bool holdsOutTasks, const std::stop_token& stop)
{
    std::vector<StackSample> held;
    const std::size_t folds = foldOf.empty() ? 0 : *std::max_element(foldOf.begin(), foldOf.end()) + 1;
    for (std::size_t fold = 0; fold < folds && !stop.stop_requested(); ++fold) {
        const auto isIn = [&](std::size_t i) { return foldOf[i] != fold; };
        fillMeans(model, rows, isIn);
        if (model.options.usesHeads) {
            fitHeads(model, rows, features, relativeCosts, isIn, stop);
        }
        for (std::size_t i = 0; i < std::min(rows.size(), model.options.mostStacked) && !stop.stop_requested(); ++i) {
            if (isIn(i)) {
                continue;
            }
            const std::optional<std::uint32_t> task
                = holdsOutTasks || !model.options.usesTasks ? std::nullopt : std::optional(rows[i].task);
            held.push_back({rows[i].example, rows[i].believed, rows[i].floor,
                model.evidence(rows[i].example->taskId, task, rows[i].text, denseNeighbours(model, rows[i], isIn), isIn)
                    .parts});
        }
    }
    return held;
}

std::vector<Row> rowsOf(const ports::RouterTrainingSet& set, const PreferenceRows& preferences, GainModel& model)
{
    std::vector<Row> rows;
    std::set<std::string> tasks;
    const auto add = [&](const ports::RouterExample& example, const std::vector<double>& believed,
                         std::vector<TierPair> pairs) {
        rows.push_back({&example, &believed, std::move(pairs), {}, {}, 0, kDefaultFloor});
        tasks.insert(example.taskId);
    };
    for (const auto* examples : {&set.training, &set.tuning}) {
        for (const ports::RouterExample& example : *examples) {
            if (std::any_of(example.quality.begin(), example.quality.end(), [](double q) { return !std::isnan(q); })) {
                add(example, example.quality, {});
            }
        }
    }
    for (const PreferenceRows::Entry& entry : preferences.entries) {
        add(entry.example, entry.believed, entry.pairs);
    }
    model.taskIds.assign(tasks.begin(), tasks.end());
    const std::map<std::string, double> floors(set.answerFloors.begin(), set.answerFloors.end());
    for (Row& row : rows) {
        const std::string& task = row.example->taskId;
        row.task = static_cast<std::uint32_t>(
            std::lower_bound(model.taskIds.begin(), model.taskIds.end(), task) - model.taskIds.begin());
        const auto floor = floors.find(task);
        row.floor = floor == floors.end() ? kDefaultFloor : floor->second;
    }
    return rows;
}

void fitWords(GainModel& model, std::vector<Row>& rows)
{
    std::vector<std::string_view> texts;
    for (const Row& row : rows) {
        texts.push_back(row.example->text);
    }
    model.vectoriser.fit(texts);
    for (Row& row : rows) {
        row.text.words = model.vectoriser.vector(row.example->text);
        row.text.bytes = row.example->text.size();
    }
}

/// Needs the index; the rows are in the order in which they were indexed.
void fitFamiliarity(GainModel& model, const std::vector<Row>& rows)
{
    std::vector<double> familiar;
    for (std::size_t i = 0; i < std::min(rows.size(), kFamiliaritySample); ++i) {
        familiar.push_back(
            model.retrieve(rows[i].text, std::nullopt, [i](std::size_t other) { return other != i; }).familiarity);
    }
    std::sort(familiar.begin(), familiar.end());
    model.familiarFloor
        = familiar[static_cast<std::size_t>(kNovelQuantile * static_cast<double>(familiar.size() - 1))];
}

/// Needs the words.
void fitTraits(GainModel& model, std::vector<Row>& rows, const std::stop_token& stop)
{
    std::vector<std::vector<float>> traits;
    model.meanLogBytes = 0;
    for (Row& row : rows) {
        const std::string& text = row.example->text;
        model.meanLogBytes += std::log1p(static_cast<double>(std::min(text.size(), TfIdf::kTextBytes)))
            / static_cast<double>(rows.size());
        if (model.options.usesTraits && !stop.stop_requested()) {
            row.text.traits = textTraits(text, model.vectoriser);
            traits.push_back(row.text.traits);
        }
    }
    LandmarkOptions options = model.options.traits;
    options.seed = model.options.seed;
    model.traitKernel = LandmarkKernel::fit(traits, options);
}

std::vector<std::size_t> foldsOf(const std::vector<Row>& rows, std::size_t tasks, const GainOptions& options, bool byTask)
{
    Rng rng(mixSeed(options.seed, byTask ? 11 : 10));
    std::vector<std::size_t> order(byTask ? tasks : rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i % options.folds;
    }
    rng.shuffle(std::span(order));
    if (!byTask) { // the same text falls into one fold, whatever signals it comes with
        std::map<std::string_view, std::size_t> foldOf;
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = foldOf.try_emplace(rows[i].example->text, order[i]).first->second;
        }
        return order;
    }
    std::vector<std::size_t> folds;
    for (const Row& row : rows) {
        folds.push_back(order[row.task]);
    }
    return folds;
}

/// Vectors of all rows, asked for in pieces so that a stop is heard.
Result<void> encode(std::vector<Row>& rows, const GainOptions& options, const std::function<void(double)>& report,
    const std::stop_token& stop)
{
    constexpr std::size_t kPiece = 256;
    std::vector<std::string> texts;
    for (std::size_t at = 0; options.encoder != nullptr && at < rows.size(); at += kPiece) {
        if (stop.stop_requested()) {
            return cancelled();
        }
        const std::size_t end = std::min(rows.size(), at + kPiece);
        texts.clear();
        for (std::size_t i = at; i < end; ++i) {
            texts.push_back(rows[i].example->text);
        }
        auto vectors = options.encoder->embedAll(texts);
        if (!vectors) {
            return fail(vectors.error().within("encoder '" + options.encoderName + "'"));
        }
        for (std::size_t i = at; i < end; ++i) {
            rows[i].text.vector = std::move((*vectors)[i - at]);
        }
        report(static_cast<double>(end) / static_cast<double>(rows.size()));
    }
    return {};
}

/// Fills the retrieval texts, words and vectors, from the first rows.
void fillIndex(GainModel& model, std::vector<Row>& rows, const std::stop_token& stop)
{
    for (std::size_t i = 0; i < std::min(rows.size(), model.options.mostIndexed); ++i) {
        const Row& row = rows[i];
        model.indexed.push_back({row.task, row.example->text, {row.believed->begin(), row.believed->end()},
            static_cast<float>(row.example->weight)});
        if (!row.text.vector.empty()) {
            model.vectors.add(row.text.vector);
        }
    }
    model.founding = model.indexed.size();
    model.buildIndex();
    for (std::size_t i = 0; i < std::min(rows.size(), model.options.mostStacked) && !stop.stop_requested(); ++i) {
        rows[i].denseNear = model.vectors.nearest(rows[i].text.vector, kNearKept * model.options.neighbours);
    }
}

Result<void> checkedWeights(const ports::RouterTrainingSet& set)
{
    for (const auto* examples : {&set.training, &set.tuning}) {
        for (const ports::RouterExample& example : *examples) {
            if (!(std::isfinite(example.weight) && example.weight > 0)) {
                return fail(ErrorCode::InvalidArgument, "a training example of the router needs a weight above 0");
            }
        }
    }
    return {};
}

} // namespace

Result<GainModel> GainModel::fit(const ports::RouterTrainingSet& set, const GainOptions& options,
    const ports::ProgressCallback& progress, const std::stop_token& stop)
{
    GainModel model;
    model.options = options;
    model.tierIds = set.tierIds;
    const Result<void> sound = checkedWeights(set);
    const Result<PreferenceRows> preferences = sound ? preferenceRows(set) : fail(sound.error());
    if (!preferences) {
        return fail(preferences.error());
    }
    std::vector<Row> rows = rowsOf(set, *preferences, model);
    const bool isTrainable
        = !preferences->entries.empty() || std::any_of(rows.begin(), rows.end(), [&set](const Row& row) {
              return !set.training.empty() && row.example >= &set.training.front()
                  && row.example <= &set.training.back();
          });
    if (!isTrainable) {
        return fail(ErrorCode::InvalidArgument,
            "the router has no training text with an observed quality; record answers of the tiers first");
    }
    model.areHeadsLogistic = !preferences->entries.empty() || options.costWeight > 0 || options.targetWeight > 0;
    const auto report = [&progress](double fraction) {
        if (progress) {
            ports::TrainingProgress now;
            now.fraction = fraction;
            progress(now);
        }
    };
    fitWords(model, rows);
    fitTraits(model, rows, stop);
    if (stop.stop_requested()) {
        return cancelled();
    }
    Rng(options.seed).shuffle(std::span(rows));
    const double start = options.encoder != nullptr ? 0.6 : 0.1; // reading the texts takes longest
    if (const Result<void> read = encode(rows, options, [&](double share) { report(start * share); }, stop); !read) {
        return fail(read.error());
    }
    model.encoderFingerprint = options.encoder != nullptr ? options.encoder->fingerprint() : std::string();
    fillIndex(model, rows, stop);
    fitFamiliarity(model, rows);
    std::vector<SparseVector> features;
    for (const Row& row : rows) {
        if (stop.stop_requested()) {
            return cancelled();
        }
        features.push_back(model.headFeatures(row.text, row.example->taskId, true));
    }
    report(start);
    const auto byText = foldsOf(rows, model.taskIds.size(), options, false);
    model.seen = fitStack(heldOut(model, rows, features, set.relativeCosts, byText, false, stop), model, true);
    report(start + 0.4 * (1 - start));
    model.unseen = model.seen;
    if (options.usesTasks && model.taskIds.size() >= 2 * options.folds) {
        const auto byTask = foldsOf(rows, model.taskIds.size(), options, true);
        model.unseen = fitStack(heldOut(model, rows, features, set.relativeCosts, byTask, true, stop), model, false);
    } else if (options.usesTasks) {
        model.unseen = fitStack(heldOut(model, rows, features, set.relativeCosts, byText, true, stop), model, false);
    }
    report(start + 0.8 * (1 - start));
    const auto everything = [](std::size_t) { return true; };
    fillMeans(model, rows, everything);
    fitHeads(model, rows, features, set.relativeCosts, everything, stop);
    if (stop.stop_requested()) {
        return cancelled();
    }
    report(1);
    return model;
}

} // namespace core::routing
