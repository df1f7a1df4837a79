#include "app/commands/bench.h"
#include "app/commands/routing_methods.h"
#include "app/commands/routing_report.h"
#include "app/model_loaders.h"

#include "core/base/rng.h"
#include "core/datasets/price_map.h"
#include "core/datasets/recording_file.h"
#include "core/domain/token_estimate.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <set>
#include <tuple>

namespace app::commands {

namespace {

using core::Result;
using core::ports::RouterExample;
using core::ports::RouterTrainingSet;
using nlohmann::ordered_json;
namespace domain = core::domain;
using SteadyClock = std::chrono::steady_clock;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kCompletionTokens = 256; ///< where a recording has none
constexpr double kRandomApgr = 0.5;
constexpr std::size_t kLatencyWords = 60;
constexpr std::size_t kLatencyDecisions = 20000;

struct RoutingArguments {
    std::vector<std::string> train;
    std::vector<std::string> test;
    std::string weak;
    std::string strong;
    std::string prices;
    std::vector<std::size_t> labels{0}; ///< the first for the figures, all for the learning curve
    std::size_t seeds = 1;
    std::size_t folds = 0;
    bool holdsOutTasks = false;
    bool isAblated = false;
    std::vector<std::string> alsoWithout;
    double floor = 0.5;
    std::string encoder = "none";
    bool isEncoderAlone = false;
    core::routing::GainOptions router;
};

std::string baseName(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

Result<std::vector<domain::Example>> read(const std::vector<std::string>& files)
{
    std::vector<domain::Example> examples;
    for (const std::string& file : files) {
        const Result<std::size_t> count
            = core::datasets::readRecordingFile(file, {}, [&](domain::Example example) {
                  examples.push_back(std::move(example));
                  return true;
              });
        if (!count) {
            return core::fail(count.error());
        }
    }
    return examples;
}

/// The models asked for, or all that the training recordings have; the weaker first.
Result<std::vector<std::string>> modelsOf(
    const std::vector<domain::Example>& examples, const RoutingArguments& arguments)
{
    if (!arguments.weak.empty()) {
        return std::vector<std::string>{arguments.weak, arguments.strong};
    }
    std::map<std::string, std::pair<double, double>> sums;
    for (const domain::Example& example : examples) {
        for (const auto& [model, response] : example.responses) {
            sums[model].first += response.quality.value_or(0);
            sums[model].second += response.quality ? 1 : 0;
        }
    }
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [model, sum] : sums) {
        if (sum.second > 0) {
            ranked.emplace_back(sum.first / sum.second, model);
        }
    }
    if (ranked.size() < 2) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the training recordings need answers with qualities of at least two models");
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> models;
    for (auto& [mean, model] : ranked) {
        models.push_back(std::move(model));
    }
    return models;
}

/// Texts that no model was judged on are left out.
RoutingData dataOf(const std::vector<domain::Example>& examples, const std::vector<std::string>& models)
{
    RoutingData data;
    for (const domain::Example& example : examples) {
        RouterExample row{example.taskId, example.text, {}};
        std::vector<domain::TokenUsage> usages;
        bool isJudged = false;
        for (const std::string& model : models) {
            const auto found = example.responses.find(model);
            const bool isKnown = found != example.responses.end() && found->second.quality;
            row.quality.push_back(isKnown ? *found->second.quality : kNan);
            isJudged = isJudged || isKnown;
            const std::int64_t estimated = domain::estimatedTokens(example.text);
            data.areTokensEstimated = data.areTokensEstimated || !isKnown || !found->second.promptTokens
                || !found->second.completionTokens;
            usages.push_back(isKnown ? domain::TokenUsage{found->second.promptTokens.value_or(estimated),
                                           found->second.completionTokens.value_or(kCompletionTokens)}
                                     : domain::TokenUsage{estimated, kCompletionTokens});
        }
        if (isJudged) {
            data.ids.push_back(example.id);
            data.examples.push_back(std::move(row));
            data.usages.push_back(std::move(usages));
        }
    }
    return data;
}

/// Training part of every fold and the texts it is tested on.
struct Fold {
    std::vector<std::size_t> training;
    std::vector<std::size_t> test;
};

std::vector<Fold> foldsOf(
    const RoutingData& data, const RoutingArguments& arguments, std::size_t labels, std::uint64_t seed)
{
    core::Rng rng(core::mixSeed(seed, 1));
    std::set<std::string> tasks;
    for (const RouterExample& example : data.examples) {
        tasks.insert(example.taskId);
    }
    const std::size_t groups = arguments.holdsOutTasks ? tasks.size() : data.examples.size();
    const std::size_t count = std::min(groups, arguments.folds == 0 ? groups : arguments.folds);
    std::vector<std::size_t> foldOfGroup(groups);
    for (std::size_t i = 0; i < groups; ++i) {
        foldOfGroup[i] = i % count;
    }
    rng.shuffle(std::span(foldOfGroup));
    std::vector<Fold> folds(count);
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        const std::size_t group = arguments.holdsOutTasks
            ? static_cast<std::size_t>(
                  std::distance(tasks.begin(), tasks.find(data.examples[i].taskId)))
            : i;
        for (std::size_t f = 0; f < count; ++f) {
            (foldOfGroup[group] == f ? folds[f].test : folds[f].training).push_back(i);
        }
    }
    for (Fold& fold : folds) {
        rng.shuffle(std::span(fold.training));
        if (labels > 0 && fold.training.size() > labels) {
            fold.training.resize(labels);
        }
    }
    return folds;
}

/// All of one recording for training, all of another for testing.
std::vector<Fold> wholeFold(
    const RoutingData& training, const RoutingData& data, std::size_t labels, std::uint64_t seed)
{
    Fold fold;
    core::Rng rng(core::mixSeed(seed, 1));
    for (std::size_t i = 0; i < training.examples.size(); ++i) {
        fold.training.push_back(i);
    }
    rng.shuffle(std::span(fold.training));
    if (labels > 0 && labels < fold.training.size()) {
        fold.training.resize(labels);
    }
    for (std::size_t i = 0; i < data.examples.size(); ++i) {
        fold.test.push_back(i);
    }
    return {std::move(fold)};
}

RouterTrainingSet setOf(const RoutingData& data, const std::vector<std::size_t>& rows,
    const std::vector<std::string>& models, double floor)
{
    RouterTrainingSet set;
    set.tierIds = models;
    std::set<std::string> tasks;
    for (const std::size_t row : rows) {
        set.training.push_back(data.examples[row]);
        tasks.insert(data.examples[row].taskId);
    }
    for (const std::string& task : tasks) {
        set.answerFloors.emplace_back(task, floor);
    }
    return set;
}

/// The qualities withheld, and what they say of every pair given as a preference.
RouterTrainingSet preferencesOnly(RouterTrainingSet set)
{
    for (const RouterExample& example : set.training) {
        const std::vector<double>& quality = example.quality;
        for (std::size_t a = 0; a < quality.size(); ++a) {
            for (std::size_t b = a + 1; b < quality.size(); ++b) {
                if (!std::isnan(quality[a]) && !std::isnan(quality[b])) {
                    const double outcome = quality[a] > quality[b] ? 1.0 : quality[a] < quality[b] ? 0.0 : 0.5;
                    set.preferences.push_back({example.taskId, example.text, set.tierIds[a], set.tierIds[b], outcome});
                }
            }
        }
    }
    set.training.clear();
    return set;
}

void place(MethodScores& all, const std::string& name, const Qualities& scores, const std::vector<std::size_t>& rows,
    std::size_t count)
{
    Qualities& into = all[name];
    into.resize(count);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        into[rows[i]] = scores[i];
    }
}

/// The other ways to use an encoder: not at all, and in place of the words.
Result<void> placeEncoderRows(MethodScores& all, const RouterTrainingSet& set, const std::vector<RouterExample>& test,
    const std::vector<std::size_t>& rows, std::size_t count, const core::routing::GainOptions& chosen)
{
    core::routing::GainOptions without = chosen;
    without.encoder = nullptr;
    without.usesWords = true;
    core::routing::GainOptions alone = chosen;
    alone.usesWords = false;
    for (const auto& [name, options] : {std::pair{"no_encoder", &without}, std::pair{"encoder_alone", &alone}}) {
        const Result<RouterScores> scores = routerScores(set, test, *options);
        if (!scores) {
            return core::fail(scores.error());
        }
        place(all, name, scores->stack, rows, count);
    }
    return {};
}

/// Trains everything on one set and scores the rows of `data`.
Result<void> scoreFold(MethodScores& all, const RouterTrainingSet& set, const RoutingData& data,
    const std::vector<std::size_t>& rows, const RoutingArguments& arguments)
{
    std::vector<RouterExample> test;
    for (const std::size_t row : rows) {
        test.push_back(data.examples[row]);
    }
    const std::size_t count = data.examples.size();
    for (const RoutingMethod& method : routingBaselines(set.tierIds.size() == 2)) {
        const Result<Qualities> scores = method.score(set, test);
        if (!scores) {
            return core::fail(scores.error().within(method.name));
        }
        place(all, method.name, *scores, rows, count);
    }
    const Result<RouterScores> ours = routerScores(set, test, arguments.router);
    if (!ours) {
        return core::fail(ours.error());
    }
    place(all, "ours", ours->stack, rows, count);
    place(all, "heads", ours->heads, rows, count);
    place(all, "neighbours", ours->neighbours, rows, count);
    place(all, kMeetsTarget, ours->meetsTarget, rows, count);
    if (arguments.router.encoder != nullptr) {
        const Result<void> placed = placeEncoderRows(all, set, test, rows, count, arguments.router);
        if (!placed) {
            return placed;
        }
    }
    Qualities novel;
    for (const bool is : ours->isNovel) {
        novel.push_back({is ? 1.0 : 0.0});
    }
    place(all, kNovel, novel, rows, count);
    if (arguments.isAblated) {
        core::routing::GainOptions taskless = arguments.router;
        taskless.usesTasks = false;
        core::routing::GainOptions traitless = arguments.router;
        traitless.usesTraits = false;
        core::routing::GainOptions unprejudiced = arguments.router;
        unprejudiced.lengthPrior = 0;
        const RouterTrainingSet preferences = preferencesOnly(set);
        const std::vector<std::tuple<std::string, const RouterTrainingSet*, core::routing::GainOptions>> ablations{
            {"no_task_conditioning", &set, taskless}, {"no_traits", &set, traitless},
            {"no_length_prior", &set, unprejudiced}, {"preferences_only", &preferences, arguments.router}};
        for (const auto& [name, examples, options] : ablations) {
            const Result<RouterScores> scores = routerScores(*examples, test, options);
            if (!scores) {
                return core::fail(scores.error().within(name));
            }
            place(all, name, scores->stack, rows, count);
        }
    }
    return {};
}

std::string firstWords(const std::string& text, std::size_t count)
{
    std::string words;
    std::size_t taken = 0;
    for (std::size_t at = 0; taken < count; ++taken) {
        if (at >= text.size()) {
            at = 0;
        }
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        words.append(text, at, end - at).push_back(' ');
        at = end + 1;
    }
    return words;
}

/// The engine's call, one text at a time on this thread.
Result<ordered_json> measuredLatency(const RoutingData& data, const std::vector<std::string>& models,
    const RoutingArguments& arguments)
{
    std::vector<std::size_t> rows(data.examples.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    const auto start = SteadyClock::now();
    const Result<core::routing::GainModel> model
        = core::routing::GainModel::fit(setOf(data, rows, models, arguments.floor), arguments.router);
    if (!model) {
        return core::fail(model.error());
    }
    const double trainingSeconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < std::min<std::size_t>(500, rows.size()); ++i) {
        texts.push_back(firstWords(data.examples[i * rows.size() / 500 % rows.size()].text, kLatencyWords));
    }
    std::vector<double> micros;
    double checksum = 0;
    for (std::size_t i = 0; i < kLatencyDecisions; ++i) {
        const auto before = SteadyClock::now();
        checksum += model->predict(data.examples[i % rows.size()].taskId, texts[i % texts.size()]).difficulty;
        micros.push_back(std::chrono::duration<double, std::micro>(SteadyClock::now() - before).count());
    }
    double sum = 0;
    for (const double value : micros) {
        sum += value;
    }
    std::sort(micros.begin(), micros.end());
    return ordered_json{{"decisions", kLatencyDecisions}, {"words", kLatencyWords}, {"threads", 1},
        {"per_second", 1e6 * static_cast<double>(micros.size()) / sum}, {"p50_us", micros[micros.size() / 2]},
        {"p99_us", micros[micros.size() * 99 / 100]}, {"training_texts", rows.size()},
        {"training_seconds", trainingSeconds},
        {"model_megabytes", static_cast<double>(model->bytes()) / 1e6},
        {"mean_difficulty", checksum / static_cast<double>(kLatencyDecisions)}};
}

Result<void> addPrices(RoutingData& data, const std::vector<std::string>& models, const std::string& file)
{
    const auto prices = core::datasets::readPriceMap(file, {"--prices", 0});
    if (!prices) {
        return core::fail(prices.error());
    }
    for (const std::string& model : models) {
        const auto found = std::find_if(prices->begin(), prices->end(),
            [&model](const domain::PriceVersion& version) { return version.model == model; });
        if (found == prices->end() || !found->prices.inputPicoUsd || !found->prices.outputPicoUsd) {
            return core::fail(core::ErrorCode::InvalidArgument,
                "'" + file + "' has no price for model '" + model + "'; add its input and output_cost_per_token");
        }
        data.prices.push_back(found->prices);
    }
    return {};
}

/// Scores of every method, one entry a seed.
Result<std::vector<MethodScores>> scoredRuns(const RoutingData& training, const RoutingData& data,
    const RoutingArguments& arguments, const std::vector<std::string>& models, std::size_t labels, bool isInside,
    const std::string& name)
{
    std::vector<MethodScores> runs;
    for (std::size_t seed = 1; seed <= arguments.seeds; ++seed) {
        const std::vector<Fold> folds = isInside ? foldsOf(data, arguments, labels, seed)
                                                 : wholeFold(training, data, labels, seed);
        MethodScores scores;
        for (std::size_t f = 0; f < folds.size(); ++f) {
            printProgress(name + ": seed " + std::to_string(seed) + ", fold " + std::to_string(f + 1) + " of "
                + std::to_string(folds.size()) + (labels > 0 ? ", " + std::to_string(labels) + " labels" : ""));
            const RouterTrainingSet set = setOf(training, folds[f].training, models, arguments.floor);
            if (const Result<void> scored = scoreFold(scores, set, data, folds[f].test, arguments); !scored) {
                return core::fail(scored.error());
            }
        }
        runs.push_back(std::move(scores));
    }
    return runs;
}

/// One point of the learning curve: a figure of "ours" and of the baselines.
ordered_json learningPoint(const ordered_json& figures, std::size_t labels, const std::string& figure)
{
    ordered_json point{{"labels", labels == 0 ? ordered_json("all") : ordered_json(labels)}};
    for (const char* key : {"", "_lo", "_hi"}) {
        point[figure + key] = figures.at("ours").at(figure + key);
    }
    for (const auto& [name, values] : figures.at("baselines").items()) {
        point["baselines"][name] = values.at(figure);
    }
    return point;
}

/// The figures on the texts of all other tasks; the training is the same.
ordered_json withoutReport(
    const RoutingData& data, const std::vector<MethodScores>& runs, const std::vector<std::string>& names)
{
    const std::set<std::string> tasks(names.begin(), names.end());
    std::vector<MethodScores> rest;
    for (const MethodScores& run : runs) {
        rest.push_back(withoutTasks(run, data, tasks));
    }
    ordered_json report = twoModelReport(withoutTasks(data, tasks), rest);
    report["tasks"] = names;
    return report;
}

Result<BenchReport> runRoutingBench(RoutingArguments arguments)
{
    Result<std::shared_ptr<const core::ports::Encoder>> encoder = makeEncoderCatalog()->open(arguments.encoder);
    if (!encoder) {
        return core::fail(encoder.error());
    }
    arguments.router.encoder = std::move(*encoder);
    arguments.router.encoderName = arguments.encoder;
    arguments.router.usesWords = arguments.router.encoder == nullptr || !arguments.isEncoderAlone;
    const bool isInside = arguments.folds > 0 || arguments.holdsOutTasks;
    if (arguments.weak.empty() != arguments.strong.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "give both --weak and --strong, or neither");
    }
    if (!isInside && arguments.test.empty()) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "give --test FILE, or --cv K or --leave-task-out to test inside --train");
    }
    const auto trainingExamples = read(arguments.train);
    if (!trainingExamples) {
        return core::fail(trainingExamples.error());
    }
    const auto models = modelsOf(*trainingExamples, arguments);
    if (!models) {
        return core::fail(models.error());
    }
    RoutingData training = dataOf(*trainingExamples, *models);
    if (training.examples.size() < 10) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the training recordings have fewer than 10 judged texts; check --train and the model names");
    }
    const bool isTwoModel = models->size() == 2;
    if (!isTwoModel && arguments.prices.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "these recordings have " + std::to_string(models->size())
                + " models: name two with --weak and --strong, or give --prices FILE");
    }
    BenchReport report;
    report.settings = {{"models", *models}, {"cv", arguments.folds}, {"leave_task_out", arguments.holdsOutTasks},
        {"labels", arguments.labels}, {"seeds", arguments.seeds}, {"floor", arguments.floor},
        {"training_texts", training.examples.size()},
        {"encoder", arguments.encoder}, {"uses_words", arguments.router.usesWords},
        {"router", {{"penalty", arguments.router.penalty}, {"neighbours", arguments.router.neighbours},
                       {"folds", arguments.router.folds}}}};
    for (const std::string& file : arguments.train) {
        report.settings["train"].push_back(baseName(file));
    }
    std::vector<std::string> tested = isInside ? std::vector<std::string>{arguments.train} : arguments.test;
    if (isInside) {
        tested.resize(1);
    }
    for (const std::string& file : tested) {
        RoutingData data = training;
        if (!isInside) {
            const auto examples = read({file});
            if (!examples) {
                return core::fail(examples.error());
            }
            data = dataOf(*examples, *models);
        }
        if (!arguments.prices.empty()) {
            if (const Result<void> priced = addPrices(data, *models, arguments.prices); !priced) {
                return core::fail(priced.error());
            }
        }
        ordered_json& result = report.results["files"][baseName(file)];
        ordered_json curve = ordered_json::array();
        for (const std::size_t labels : arguments.labels) {
            const auto runs = scoredRuns(training, data, arguments, *models, labels, isInside, baseName(file));
            if (!runs) {
                return core::fail(runs.error());
            }
            const ordered_json figures
                = isTwoModel ? twoModelReport(data, *runs) : manyModelReport(data, *models, *runs);
            curve.push_back(learningPoint(figures, labels, isTwoModel ? "apgr" : "area"));
            if (!result.is_null()) {
                continue;
            }
            result = figures;
            addProbabilities(result, data, *runs, arguments.floor);
            addRows(report.rows, data, runs->front());
            if (!arguments.alsoWithout.empty() && isTwoModel) {
                result["without_tasks"] = withoutReport(data, *runs, arguments.alsoWithout);
            }
            if (arguments.isAblated && isTwoModel) {
                const double full = result["ours"]["apgr"].get<double>() - kRandomApgr;
                result["preferences_only_share_of_gain"]
                    = (result["components"]["preferences_only"]["apgr"].get<double>() - kRandomApgr) / full;
            }
        }
        if (curve.size() > 1) {
            result["learning_curve"] = std::move(curve);
        }
    }
    const Result<ordered_json> latency = measuredLatency(training, *models, arguments);
    if (!latency) {
        return core::fail(latency.error());
    }
    report.results["latency"] = *latency;
    addCheck(report, "decisions_per_s", latency->at("per_second").get<double>(), Bound::AtLeast, 5000);
    addCheck(report, "p99_us", latency->at("p99_us").get<double>(), Bound::Below, 1000);
    addCheck(report, "model_megabytes", latency->at("model_megabytes").get<double>(), Bound::Below, 100);
    for (const auto& [file, result] : report.results["files"].items()) {
        addCheck(report, file + " ece", result.at("ece").get<double>(), Bound::AtMost, 0.03);
        const char* figure = isTwoModel ? "apgr" : "area";
        for (const char* baseline : {"knn_gain", isTwoModel ? "logistic" : "per_task_best"}) {
            addCheck(report, file + " " + figure + " over " + baseline,
                result.at("ours").at(figure).get<double>()
                    - result.at("baselines").at(baseline).at(figure).get<double>(),
                Bound::AtLeast, 0);
        }
    }
    return report;
}

} // namespace

void addBenchRouting(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<RoutingArguments>();
    CLI::App* command = bench.add_subcommand("routing", "Train the router on recordings and measure its choices");
    command->add_option("--train", arguments->train, "Recordings to train on")->required()->check(CLI::ExistingFile);
    command->add_option("--test", arguments->test, "Recordings to test on")->check(CLI::ExistingFile);
    command->add_option("--weak", arguments->weak, "The cheap model's name, for two models");
    command->add_option("--strong", arguments->strong, "The dear model's name");
    command->add_option("--prices", arguments->prices, "LiteLLM price map, for many models")->check(CLI::ExistingFile);
    command->add_option("--labels", arguments->labels,
        "Train on at most this many texts (0: all); several, with commas: figures for the first, a learning curve of all")
        ->delimiter(',');
    command->add_option("--also-without", arguments->alsoWithout, "Report once more without the texts of these tasks")
        ->delimiter(',');
    command->add_option("--seeds", arguments->seeds, "Repeat with this many shuffles")->check(CLI::Range(1, 100));
    command->add_option("--cv", arguments->folds, "Cross-validate inside --train with this many folds")
        ->check(CLI::Range(2, 100));
    command->add_flag("--leave-task-out", arguments->holdsOutTasks, "Hold out whole tasks (with --cv: in K groups)");
    command->add_flag("--ablate", arguments->isAblated, "Also without task conditioning, traits or the length prior, and from preferences only");
    command->add_option("--floor", arguments->floor, "Quality from which an answer meets its target")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--encoder", arguments->encoder,
        "Beside the n-grams: none, use-lite, URL#MODEL of an embeddings endpoint, or a TorchScript FILE.pt")
        ->capture_default_str();
    command->add_flag("--encoder-alone", arguments->isEncoderAlone, "The encoder instead of the n-grams");
    command->add_option("--dense-scale", arguments->router.denseScale, "Of the encoder's vector")->group("Router");
    command->add_option("--penalty", arguments->router.penalty, "Of the heads' weights")->group("Router");
    command->add_option("--neighbours", arguments->router.neighbours, "Texts retrieved")->group("Router");
    command->add_option("--trait-scale", arguments->router.traitScale)->group("Router");
    command->add_option("--trait-width", arguments->router.traits.width)->group("Router");
    command->add_option("--landmarks", arguments->router.traits.landmarks)->group("Router");
    command->add_option("--length-prior", arguments->router.lengthPrior)->group("Router");
    command->add_option("--task-scale", arguments->router.taskScale)->group("Router");
    command->add_option("--task-name-scale", arguments->router.taskNameScale)->group("Router");
    command->add_option("--task-text-scale", arguments->router.taskTextScale)->group("Router");
    command->add_option("--same-task-bonus", arguments->router.sameTaskBonus)->group("Router");
    command->add_option("--task-mean-shrinkage", arguments->router.taskMeanShrinkage)->group("Router");
    command->add_option("--neighbour-shrinkage", arguments->router.neighbourShrinkage)->group("Router");
    command->footer(
        "Two models: APGR and CPT of the public RouteLLM evaluation with bootstrap intervals. More: the\n"
        "quality-cost curve in dollars, tokens estimated where the recording has none.\n\nExamples:\n"
        "  routenlp bench routing --train mmlu.recording.jsonl.gz --cv 5 --labels 1500 --seeds 3 --json\n"
        "  routenlp bench routing --train a.jsonl --test b.jsonl --weak small --strong large --json\n"
        "  routenlp bench routing --train many.jsonl --cv 5 --prices prices.json --json --rows rows.jsonl.gz");
    addBenchAction(*command, action, "routing", [arguments] { return runRoutingBench(*arguments); });
}

} // namespace app::commands
