#include "core/base/rng.h"
#include "core/routing/gain_model.h"
#include "core/routing/text_traits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace core::routing {

namespace {

constexpr double kDefaultFloor = 1.0; ///< for a task without one
constexpr double kNovelQuantile = 0.005; ///< of the known shares of the training texts
constexpr double kStackPenalty = 1.0;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Row {
    const ports::RouterExample* example = nullptr;
    SparseVector words;
    std::uint32_t task = 0;
    std::size_t fold = 0;
    double floor = kDefaultFloor;
};

/// Held-out components of one row.
struct HeldOut {
    const Row* row = nullptr;
    Components parts;
};

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
            if (const double quality = rows[i].example->quality[t]; !std::isnan(quality)) {
                model.means[t] += quality;
                counts[t] += 1;
                model.taskMeans[rows[i].task * tiers + t] += quality;
                taskCounts[rows[i].task * tiers + t] += 1;
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

void fitHeads(GainModel& model, const std::vector<Row>& rows, const std::vector<SparseVector>& features,
    const std::function<bool(std::size_t)>& isIn, const std::stop_token& stop)
{
    std::vector<RidgeRow> in;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (isIn(i)) {
            in.push_back({&features[i], rows[i].example->quality});
        }
    }
    RidgeOptions ridge;
    ridge.penalty = model.options.penalty;
    model.heads.fit(in, model.headSize(), model.tierIds.size(), ridge, [&stop] { return stop.stop_requested(); });
}

/// Components of the rows of every fold from a fit to the other folds. With `holdsOutTasks` a row's task is
/// unknown to its prediction.
std::vector<HeldOut> heldOut(GainModel& model, const std::vector<Row>& rows,
    const std::vector<SparseVector>& features, const std::vector<std::size_t>& foldOf, bool holdsOutTasks,
    const std::stop_token& stop)
{
    std::vector<HeldOut> held;
    const std::size_t folds = foldOf.empty() ? 0 : *std::max_element(foldOf.begin(), foldOf.end()) + 1;
    const std::size_t tiers = model.tierIds.size();
    for (std::size_t fold = 0; fold < folds && !stop.stop_requested(); ++fold) {
        const auto isIn = [&](std::size_t i) { return foldOf[i] != fold; };
        fillMeans(model, rows, isIn);
        if (model.options.usesHeads) {
            fitHeads(model, rows, features, isIn, stop);
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (isIn(i)) {
                continue;
            }
            const std::optional<std::uint32_t> task
                = holdsOutTasks || !model.options.usesTasks ? std::nullopt : std::optional(rows[i].task);
            HeldOut out{&rows[i], {}};
            out.parts[kHeads].assign(tiers, 0.0);
            if (model.options.usesHeads) {
                model.heads.addTo(out.parts[kHeads],
                    holdsOutTasks ? model.headFeatures(
                        rows[i].words, rows[i].example->text, rows[i].example->taskId, false)
                                  : features[i]);
            }
            out.parts[kNeighbours] = model.options.usesNeighbours
                ? model.neighbourQuality(rows[i].words, task, isIn)
                : model.means;
            out.parts[kLength] = model.lengthQuality(rows[i].example->text);
            out.parts[kTaskMean] = model.means;
            for (std::size_t t = 0; task && t < tiers; ++t) {
                out.parts[kTaskMean][t] = model.taskMeans[*task * tiers + t];
            }
            held.push_back(std::move(out));
        }
    }
    return held;
}

/// Differences from the mean over the observed tiers; NaN stays NaN.
std::vector<double> centred(const std::vector<double>& values, const std::vector<double>& observed)
{
    double sum = 0;
    double count = 0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        if (!std::isnan(observed[t])) {
            sum += values[t];
            count += 1;
        }
    }
    std::vector<double> result(values.size(), kNan);
    for (std::size_t t = 0; t < values.size() && count > 0; ++t) {
        result[t] = std::isnan(observed[t]) ? kNan : values[t] - sum / count;
    }
    return result;
}

/// Non-negative least squares by coordinate descent; the penalty pulls the weights to their prior. Components that
/// are not used keep the weight that the stack has for them.
void fitWeights(Stack& stack, const std::vector<HeldOut>& held, const std::array<bool, kComponents>& isUsed,
    const std::array<double, kComponents>& prior, std::size_t tiers)
{
    std::array<std::array<double, kComponents>, kComponents> gram{};
    std::array<double, kComponents> target{};
    const bool isSingle = tiers == 1;
    for (const HeldOut& out : held) {
        const std::vector<double>& quality = out.row->example->quality;
        const std::vector<double> wanted = isSingle ? quality : centred(quality, quality);
        std::array<std::vector<double>, kComponents> parts;
        for (std::size_t c = 0; c < kComponents; ++c) {
            parts[c] = isSingle ? out.parts[c] : centred(out.parts[c], quality);
        }
        for (std::size_t t = 0; t < tiers; ++t) {
            if (std::isnan(wanted[t])) {
                continue;
            }
            for (std::size_t a = 0; a < kComponents; ++a) {
                target[a] += parts[a][t] * wanted[t];
                for (std::size_t b = 0; b < kComponents; ++b) {
                    gram[a][b] += parts[a][t] * parts[b][t];
                }
            }
        }
    }
    for (std::size_t c = 0; c < kComponents; ++c) {
        stack.weights[c] = isUsed[c] ? prior[c] : stack.weights[c];
    }
    for (int sweep = 0; sweep < 200; ++sweep) {
        for (std::size_t a = 0; a < kComponents; ++a) {
            if (!isUsed[a]) {
                continue;
            }
            double rest = target[a] + kStackPenalty * prior[a];
            for (std::size_t b = 0; b < kComponents; ++b) {
                rest -= a == b ? 0.0 : gram[a][b] * stack.weights[b];
            }
            stack.weights[a] = std::max(0.0, rest / (gram[a][a] + kStackPenalty));
        }
    }
}

/// Platt scaling by Newton steps with a weak prior.
void fitProbability(const std::vector<std::pair<double, double>>& samples, double& slope, double& offset)
{
    double positives = 1;
    for (const auto& [x, y] : samples) {
        positives += y;
    }
    const double share = positives / (static_cast<double>(samples.size()) + 2);
    slope = 0;
    offset = std::log(share / (1 - share));
    for (int step = 0; step < 30; ++step) {
        double g0 = 0, g1 = -0.1 * (slope - 4), h00 = 1e-6, h01 = 0, h11 = 0.1;
        for (const auto& [x, y] : samples) {
            const double p = 1 / (1 + std::exp(-(slope * x + offset)));
            const double w = p * (1 - p);
            g0 += y - p;
            g1 += (y - p) * x;
            h00 += w;
            h01 += w * x;
            h11 += w * x * x;
        }
        // Two imagined observations, one each way, keep one-class data finite.
        for (const double y : {0.0, 1.0}) {
            const double p = 1 / (1 + std::exp(-(slope * share + offset)));
            g0 += y - p;
            g1 += (y - p) * share;
            h00 += p * (1 - p);
            h01 += p * (1 - p) * share;
            h11 += p * (1 - p) * share * share;
        }
        const double determinant = h00 * h11 - h01 * h01;
        if (determinant < 1e-12) {
            return;
        }
        const double d1 = std::clamp((h00 * g1 - h01 * g0) / determinant, -4.0, 4.0);
        slope += d1;
        offset += std::clamp((h11 * g0 - h01 * g1) / determinant, -4.0, 4.0);
    }
}

Stack fitStack(const std::vector<HeldOut>& held, const GainModel& model, bool isTaskKnown)
{
    const std::size_t tiers = model.tierIds.size();
    Stack stack;
    // Neighbours of a text whose task was never seen are texts of other tasks: they mislead, and heads go first.
    const GainOptions& options = model.options;
    std::array<bool, kComponents> isUsed{};
    isUsed[kHeads] = options.usesHeads;
    isUsed[kNeighbours] = options.usesNeighbours && (isTaskKnown || !options.usesHeads);
    isUsed[kTaskMean]
        = (isTaskKnown && options.usesTasks) || !(options.usesHeads || options.usesNeighbours);
    const auto used = static_cast<double>(std::count(isUsed.begin(), isUsed.end(), true));
    std::array<double, kComponents> prior{};
    std::transform(isUsed.begin(), isUsed.end(), prior.begin(), [used](bool is) { return is ? 1 / used : 0.0; });
    stack.weights[kLength] = isTaskKnown ? 0.0 : options.lengthPrior;
    fitWeights(stack, held, isUsed, prior, tiers);
    stack.intercepts.assign(tiers, 0.0);
    stack.slopes.assign(tiers, 0.0);
    stack.offsets.assign(tiers, 0.0);
    for (std::size_t t = 0; t < tiers; ++t) {
        double sum = 0;
        std::vector<std::pair<double, double>> samples;
        for (const HeldOut& out : held) {
            if (const double quality = out.row->example->quality[t]; !std::isnan(quality)) {
                double mixed = 0;
                for (std::size_t c = 0; c < kComponents; ++c) {
                    mixed += stack.weights[c] * out.parts[c][t];
                }
                samples.emplace_back(mixed, quality >= out.row->floor ? 1.0 : 0.0);
                sum += quality - mixed;
            }
        }
        stack.intercepts[t] = samples.empty() ? 0.0 : sum / static_cast<double>(samples.size());
        for (auto& [x, y] : samples) {
            x += stack.intercepts[t];
        }
        fitProbability(samples, stack.slopes[t], stack.offsets[t]);
    }
    return stack;
}

std::vector<Row> rowsOf(const ports::RouterTrainingSet& set, GainModel& model)
{
    std::vector<Row> rows;
    std::set<std::string> tasks;
    for (const auto* examples : {&set.training, &set.tuning}) {
        for (const ports::RouterExample& example : *examples) {
            if (std::any_of(example.quality.begin(), example.quality.end(), [](double q) { return !std::isnan(q); })) {
                rows.push_back({&example, {}, 0, 0, kDefaultFloor});
                tasks.insert(example.taskId);
            }
        }
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
    std::vector<double> known;
    for (Row& row : rows) {
        row.words = model.vectoriser.vector(row.example->text);
        known.push_back(model.vectoriser.knownShare(row.example->text));
    }
    std::sort(known.begin(), known.end());
    model.knownFloor = known[static_cast<std::size_t>(kNovelQuantile * static_cast<double>(known.size() - 1))];
}

/// Needs the words.
void fitTraits(GainModel& model, const std::vector<Row>& rows)
{
    std::vector<std::vector<float>> traits;
    model.meanLogBytes = 0;
    for (const Row& row : rows) {
        const std::string& text = row.example->text;
        model.meanLogBytes += std::log1p(static_cast<double>(std::min(text.size(), TfIdf::kTextBytes)))
            / static_cast<double>(rows.size());
        if (model.options.usesTraits) {
            traits.push_back(textTraits(text, model.vectoriser));
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
    if (!byTask) {
        return order;
    }
    std::vector<std::size_t> folds;
    for (const Row& row : rows) {
        folds.push_back(order[row.task]);
    }
    return folds;
}

} // namespace

Result<GainModel> GainModel::fit(const ports::RouterTrainingSet& set, const GainOptions& options,
    const ports::ProgressCallback& progress, const std::stop_token& stop)
{
    GainModel model;
    model.options = options;
    model.tierIds = set.tierIds;
    std::vector<Row> rows = rowsOf(set, model);
    const bool isTrainable = std::any_of(rows.begin(), rows.end(), [&set](const Row& row) {
        return !set.training.empty() && row.example >= &set.training.front() && row.example <= &set.training.back();
    });
    if (!isTrainable) {
        return fail(ErrorCode::InvalidArgument,
            "the router has no training text with an observed quality; record answers of the tiers first");
    }
    const auto report = [&progress](double fraction) {
        if (progress) {
            ports::TrainingProgress now;
            now.fraction = fraction;
            progress(now);
        }
    };
    fitWords(model, rows);
    fitTraits(model, rows);
    Rng(options.seed).shuffle(std::span(rows));
    for (std::size_t i = 0; i < std::min(rows.size(), options.mostIndexed); ++i) {
        const std::vector<double>& quality = rows[i].example->quality;
        model.indexed.push_back({rows[i].task, rows[i].example->text, {quality.begin(), quality.end()}});
    }
    model.buildIndex();
    std::vector<SparseVector> features;
    for (const Row& row : rows) {
        features.push_back(model.headFeatures(row.words, row.example->text, row.example->taskId, true));
    }
    report(0.1);
    const auto byText = foldsOf(rows, model.taskIds.size(), options, false);
    model.seen = fitStack(heldOut(model, rows, features, byText, false, stop), model, true);
    report(0.5);
    model.unseen = model.seen;
    if (options.usesTasks && model.taskIds.size() >= 2 * options.folds) {
        const auto byTask = foldsOf(rows, model.taskIds.size(), options, true);
        model.unseen = fitStack(heldOut(model, rows, features, byTask, true, stop), model, false);
    } else if (options.usesTasks) {
        model.unseen = fitStack(heldOut(model, rows, features, byText, true, stop), model, false);
    }
    report(0.9);
    const auto everything = [](std::size_t) { return true; };
    fillMeans(model, rows, everything);
    fitHeads(model, rows, features, everything, stop);
    if (stop.stop_requested()) {
        return fail(ErrorCode::Cancelled, "router: training was cancelled");
    }
    report(1);
    return model;
}

} // namespace core::routing
