#include "app/commands/bench.h"
#include "app/commands/loop_trial.h"

#include "core/base/rng.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

namespace app::commands {

namespace {

using core::Result;
using core::distill::SelectionMethod;
using nlohmann::ordered_json;

constexpr std::array<std::size_t, 2> kBudgets{150, 400};
constexpr std::array<double, 2> kRatioTargets{2.5, 1.6};
constexpr int kResamples = 2000;
constexpr const char* kTargetData = "cs_intent_clinc150";

struct LoopBenchArguments {
    std::vector<std::string> data{
        "../shared/data/cs_intent_clinc150.jsonl.gz", "../shared/data/cs_intent_banking77.jsonl.gz", kGeneratedData};
    std::size_t seeds = 12;
    bool isFull = false;
    std::string cellsFile; ///< finished seeds, to resume from
    LoopTrialOptions trial;
};

/// Freed shares by budget and method, one a seed.
using Freed = std::map<std::pair<std::size_t, std::string>, std::vector<double>>;

std::vector<SelectionMethod> methodsOf(bool isFull)
{
    if (isFull) {
        const auto all = core::distill::allSelectionMethods();
        return {all.begin(), all.end()};
    }
    return {SelectionMethod::RandomTraffic, SelectionMethod::RandomFailures,
        SelectionMethod::StratifiedFailures, SelectionMethod::ExpectedSaving};
}

double sumAt(const std::vector<double>& values, const std::vector<std::size_t>& at)
{
    double sum = 0;
    for (const std::size_t i : at) {
        sum += values[i];
    }
    return sum;
}

/// Ratio of sums with a percentile bootstrap over seeds, which keeps the arms of a seed together.
ordered_json ratioOf(const std::vector<double>& arm, const std::vector<double>& base)
{
    std::vector<std::size_t> at(arm.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        at[i] = i;
    }
    const double ratio = sumAt(arm, at) / sumAt(base, at);
    core::Rng rng(1);
    std::vector<double> ratios;
    for (int i = 0; i < kResamples; ++i) {
        for (std::size_t& index : at) {
            index = rng.below(arm.size());
        }
        ratios.push_back(sumAt(arm, at) / sumAt(base, at));
    }
    std::ranges::sort(ratios);
    return {
        {"ratio", ratio}, {"interval_95", {ratios[kResamples / 40], ratios[kResamples - kResamples / 40]}}};
}

/// Mean difference over seeds with the same bootstrap: stands where random traffic frees next to nothing.
ordered_json differenceOf(const std::vector<double>& arm, const std::vector<double>& base)
{
    core::Rng rng(1);
    std::vector<double> differences;
    double mean = 0;
    for (std::size_t i = 0; i < arm.size(); ++i) {
        mean += (arm[i] - base[i]) / static_cast<double>(arm.size());
    }
    for (int i = 0; i < kResamples; ++i) {
        double sum = 0;
        for (std::size_t drawn = 0; drawn < arm.size(); ++drawn) {
            const std::size_t index = rng.below(arm.size());
            sum += arm[index] - base[index];
        }
        differences.push_back(sum / static_cast<double>(arm.size()));
    }
    std::ranges::sort(differences);
    return {{"mean", mean},
        {"interval_95", {differences[kResamples / 40], differences[kResamples - kResamples / 40]}}};
}

ordered_json settingsOf(const LoopTrialOptions& trial)
{
    return {{"zipf_exponent", trial.zipfExponent}, {"seen_share", trial.seenShare},
        {"seed_labels", trial.seedLabels}, {"pool_queries", trial.poolQueries},
        {"tuning_queries", trial.tuningQueries}, {"calibration_queries", trial.calibrationQueries},
        {"evaluation_queries", trial.evaluationQueries}, {"clusters", trial.clusters}, {"steps", trial.steps},
        {"learning_rate", trial.learningRate}, {"alpha", trial.alpha}, {"delta", trial.delta},
        {"operating_point", "tuning queries"}, {"failures", "escalated and wrong"}};
}

ordered_json rowOf(const ordered_json& key, const LoopTrial& trial, const LoopArm& arm)
{
    ordered_json row = key;
    row.update({{"before_accuracy", trial.before().accuracy}, {"before_accepted", trial.before().accepted},
        {"labels", arm.labels}, {"accuracy", arm.after.accuracy}, {"accepted", arm.after.accepted},
        {"realised_risk", arm.after.realisedRisk}, {"freed", arm.freed},
        {"predicted_freed", arm.predictedFreed},
        {"predicted_interval", {arm.predictedLow, arm.predictedHigh}}});
    return row;
}

/// Finished cells by their key; lines that are cut off (a killed run) are left out.
std::map<std::string, ordered_json> readCells(const std::string& file)
{
    std::map<std::string, ordered_json> cells;
    std::ifstream stream(file);
    for (std::string line; !file.empty() && std::getline(stream, line);) {
        const ordered_json cell = ordered_json::parse(line, nullptr, false);
        if (cell.is_object() && cell.contains("key") && cell.contains("row")) {
            cells[cell.at("key").dump()] = cell.at("row");
        }
    }
    return cells;
}

/// The rows of one seed, from the cells or computed and appended to them.
Result<void> runSeed(const LoopBenchArguments& arguments, const LoopData& data, const std::string& name,
    std::uint64_t seed, std::map<std::string, ordered_json>& cells, ordered_json& rows)
{
    std::unique_ptr<LoopTrial> trial;
    for (const std::size_t labels : kBudgets) {
        for (const SelectionMethod method : methodsOf(arguments.isFull)) {
            const ordered_json key{{"data", name}, {"seed", seed}, {"budget", labels},
                {"method", core::distill::toString(method)}};
            const ordered_json cell{{"of", key}, {"settings", settingsOf(arguments.trial)}};
            if (const auto found = cells.find(cell.dump()); found != cells.end()) {
                rows.push_back(found->second);
                continue;
            }
            if (trial == nullptr) {
                trial = std::make_unique<LoopTrial>(data, arguments.trial, seed);
            }
            const Result<LoopArm> arm = trial->run(method, labels);
            if (!arm) {
                return core::fail(arm.error());
            }
            rows.push_back(rowOf(key, *trial, *arm));
            if (!arguments.cellsFile.empty()) {
                std::ofstream(arguments.cellsFile, std::ios::app)
                    << '\n'
                    << ordered_json{{"key", cell}, {"row", rows.back()}}.dump() << '\n';
            }
        }
    }
    return {};
}

double meanOf(const ordered_json& rows, const std::string& name, const char* field)
{
    double sum = 0;
    double count = 0;
    for (const ordered_json& row : rows) {
        if (row.at("data") == name) {
            sum += row.at(field).get<double>();
            count += 1;
        }
    }
    return sum / count;
}

void addArms(BenchReport& report, const std::string& name)
{
    Freed freed;
    std::map<Freed::key_type, std::size_t> fewestLabels; // given, over the seeds
    for (const ordered_json& row : report.rows) {
        if (row.at("data") == name) {
            const auto labels = row.at("labels").get<std::size_t>();
            const Freed::key_type key{row.at("budget").get<std::size_t>(), row.at("method").get<std::string>()};
            fewestLabels[key] = std::min(labels, fewestLabels.try_emplace(key, labels).first->second);
            freed[{row.at("budget").get<std::size_t>(), row.at("method").get<std::string>()}].push_back(
                row.at("freed").get<double>());
        }
    }
    ordered_json arms = ordered_json::array();
    for (const auto& [key, values] : freed) {
        ordered_json arm{{"labels", key.first}, {"method", key.second}};
        arm["fewest_labels"] = fewestLabels.at(key);
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        arm["mean_freed"] = sum / static_cast<double>(values.size());
        arm["to_random_traffic"] = ratioOf(values, freed.at({key.first, "random_traffic"}));
        arm["less_random_traffic"] = differenceOf(values, freed.at({key.first, "random_traffic"}));
        arm["less_random_failures"] = differenceOf(values, freed.at({key.first, "random_failures"}));
        arm["to_random_failures"] = ratioOf(values, freed.at({key.first, "random_failures"}));
        arms.push_back(arm);
        if (key.second != "expected_saving") {
            continue;
        }
        const std::string label = name + "_" + std::to_string(key.first);
        addCheck(report, label + "_not_below_random_failures_upper_end",
            arm["to_random_failures"]["interval_95"][1].get<double>(), Bound::AtLeast, 1.0);
        if (name == kTargetData) {
            addCheck(report, label + "_ours_to_random_traffic_lower_end",
                arm["to_random_traffic"]["interval_95"][0].get<double>(), Bound::AtLeast,
                kRatioTargets[key.first == kBudgets[0] ? 0 : 1]);
        }
    }
    report.results[name] = {{"weak_student_accuracy", meanOf(report.rows, name, "before_accuracy")},
        {"accepted_before", meanOf(report.rows, name, "before_accepted")},
        {"mean_realised_risk", meanOf(report.rows, name, "realised_risk")}, {"arms", arms}};
}

std::string nameOf(const std::string& file)
{
    const std::string name = std::filesystem::path(file).filename().string();
    return name.substr(0, name.find('.'));
}

Result<BenchReport> runLoopBench(const LoopBenchArguments& arguments)
{
    BenchReport report;
    report.settings = settingsOf(arguments.trial);
    report.settings["seeds"] = arguments.seeds;
    report.settings["bootstrap_resamples"] = kResamples;
    report.settings["needs_full"]
        = "random_escalated, least_confident and top_clusters are measured with --full only";
    std::map<std::string, ordered_json> cells = readCells(arguments.cellsFile);
    for (const std::string& file : arguments.data) {
        const Result<LoopData> data = readLoopData(file);
        if (!data) {
            return core::fail(
                core::Error{data.error().code, data.error().message + "; name the files with --data"});
        }
        const std::string name = nameOf(file);
        for (std::uint64_t seed = 1; seed <= arguments.seeds; ++seed) {
            if (Result<void> run = runSeed(arguments, *data, name, seed, cells, report.rows); !run) {
                return core::fail(run.error());
            }
            printProgress(name + ": seed " + std::to_string(seed));
        }
        addArms(report, name);
    }
    return report;
}

} // namespace

void addBenchLoop(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<LoopBenchArguments>();
    LoopTrialOptions& trial = arguments->trial;
    CLI::App* command
        = bench.add_subcommand("loop", "Compare ways to choose what the teacher answers, at equal labels");
    command->add_option("--data", arguments->data, "Labelled files of intents; \"generator\": the bundled workload, an illustration")->capture_default_str();
    command->add_option("--seeds", arguments->seeds, "Seeds 1, 2, ...")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str();
    command->add_flag("--full", arguments->isFull, "All seven strategies");
    command->add_option("--cells", arguments->cellsFile, "Keep finished cells here and resume from them");
    command->add_option("--zipf", trial.zipfExponent, "Exponent of the traffic")
        ->check(CLI::Range(0.0, 3.0))
        ->capture_default_str();
    command->add_option("--seen", trial.seenShare, "Share of intents that the student has labels of")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--seed-labels", trial.seedLabels, "Labels of each seen intent")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->footer(
        "Queries freed: accepted share of later traffic at a newly certified 5% risk, after less\n"
        "before. Every arm has the same old labels, new labels and training steps.\n\n"
        "Examples:\n  routenlp bench loop --json --data intents.jsonl.gz\n"
        "  routenlp bench loop --full --cells cells.jsonl --json --rows rows.jsonl");
    addBenchAction(*command, action, "loop", [arguments] { return runLoopBench(*arguments); });
}

} // namespace app::commands
