#include "app/benches/price_tables.h"
#include "app/commands/bench.h"
#include "app/commands/routing_folds.h"
#include "app/commands/routing_methods.h"
#include "app/commands/routing_recordings.h"
#include "app/commands/routing_report.h"
#include "app/model_loaders.h"

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
        const RouterTrainingSet halved = halfAsPreferences(set);
        const RouterTrainingSet withheld = withoutPreferences(halved);
        const std::vector<std::tuple<std::string, const RouterTrainingSet*, core::routing::GainOptions>> ablations{
            {"no_task_conditioning", &set, taskless}, {"no_traits", &set, traitless},
            {"no_length_prior", &set, unprejudiced}, {"preferences_only", &preferences, arguments.router},
            {"half_as_preferences", &halved, arguments.router}, {"no_preferences", &withheld, arguments.router}};
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

/// Scores of every method, one entry a seed.
Result<std::vector<MethodScores>> scoredRuns(const RoutingData& training, const RoutingData& data,
    const RoutingArguments& arguments, const std::vector<std::string>& models, std::size_t labels, bool isInside,
    const std::string& name)
{
    std::vector<MethodScores> runs;
    for (std::size_t seed = 1; seed <= arguments.seeds; ++seed) {
        const std::vector<Fold> folds = isInside ? foldsOf(data, arguments.folds, arguments.holdsOutTasks, labels, seed)
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
    const auto trainingExamples = readRecordings(arguments.train);
    if (!trainingExamples) {
        return core::fail(trainingExamples.error());
    }
    const auto models = modelsOf(*trainingExamples, arguments.weak, arguments.strong);
    if (!models) {
        return core::fail(models.error());
    }
    RoutingData training = dataOf(*trainingExamples, *models);
    if (training.examples.size() < 10) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the training recordings have fewer than 10 judged texts; check --train and the model names");
    }
    const bool isTwoModel = models->size() == 2;
    benches::PriceTable prices;
    if (!isTwoModel) {
        const auto found = benches::pricesFor(arguments.prices, *models);
        if (!found) {
            return core::fail(core::Error{found.error().code,
                "these recordings have " + std::to_string(models->size()) + " models: " + found.error().message
                    + ", or name two models with --weak and --strong"});
        }
        prices = *found;
    }
    BenchReport report;
    report.settings = {{"models", *models}, {"prices", prices.name}, {"cv", arguments.folds},
        {"leave_task_out", arguments.holdsOutTasks},
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
            const auto examples = readRecordings({file});
            if (!examples) {
                return core::fail(examples.error());
            }
            data = dataOf(*examples, *models);
        }
        data.prices = prices.prices;
        data.areTasksHeldOut = arguments.holdsOutTasks;
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
                result["apgr_lost_without_preferences"] = result["components"]["half_as_preferences"]["apgr"].get<double>()
                    - result["components"]["no_preferences"]["apgr"].get<double>();
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
    command->add_option("--prices", arguments->prices, "LiteLLM price map, for many models; without it list prices of known models")->check(CLI::ExistingFile);
    command->add_option("--labels", arguments->labels,
        "Train on at most this many texts (0: all); several, with commas: figures for the first, a learning curve of all")
        ->delimiter(',');
    command->add_option("--also-without", arguments->alsoWithout, "Report once more without the texts of these tasks")
        ->delimiter(',');
    command->add_option("--seeds", arguments->seeds, "Repeat with this many shuffles")->check(CLI::Range(1, 100));
    command->add_option("--cv", arguments->folds, "Cross-validate inside --train with this many folds")
        ->check(CLI::Range(2, 100));
    command->add_flag("--leave-task-out", arguments->holdsOutTasks, "Hold out whole tasks (with --cv: in K groups)");
    command->add_flag("--ablate", arguments->isAblated,
        "Also without task conditioning, traits or the length prior, from preferences only, and with preferences in place "
        "of every other text's qualities or (no_preferences) nothing in their place");
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
    command->add_option("--least-variance", arguments->router.leastVariance)->group("Router");
    command->add_option("--neighbour-trait-share", arguments->router.neighbourTraitShare)->group("Router");
    command->add_option("--candidates", arguments->router.candidates)->group("Router");
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
