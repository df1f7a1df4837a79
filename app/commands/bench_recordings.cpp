#include "app/benches/recorded_cascade.h"
#include "app/commands/bench.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;

struct RecordingsArguments {
    std::vector<std::string> files;
    benches::RecordedCascadeOptions options;
};

/// The known recordings of the folder that the benches look in.
std::vector<std::string> knownRecordings()
{
    std::vector<std::string> found;
    for (const char* name : {"routellm_mmlu_dev", "routellm_gsm8k_dev", "llmrouter_dev"}) {
        const std::string file = std::string("../shared/data/") + name + ".recording.jsonl.gz";
        if (std::filesystem::exists(file)) {
            found.push_back(file);
        }
    }
    return found;
}

/// Certificates must hold; what is saved is reported, not asked for.
void addChecks(BenchReport& report, const std::string& name, const ordered_json& measured)
{
    for (const ordered_json& row : measured.at("tables").front().at("rows")) {
        if (row.contains("violations")) {
            addCheck(report, name + ", " + row.at("row").get<std::string>() + ": violations",
                row.at("violations").at("share_above_alpha_beyond_noise").get<double>(), Bound::AtMost,
                0.10);
        }
    }
}

Result<BenchReport> runRecordingsBench(const RecordingsArguments& arguments)
{
    const std::vector<std::string> files = arguments.files.empty() ? knownRecordings() : arguments.files;
    if (files.empty()) {
        return core::fail(core::ErrorCode::NotFound, "no recording found in ../shared/data; name one with --data");
    }
    BenchReport report;
    report.settings = {{"seeds", {arguments.options.seed}}, {"folds", arguments.options.folds},
        {"alphas", arguments.options.alphas}, {"delta", arguments.options.delta}, {"floor", arguments.options.floor},
        {"splits_of_violations", arguments.options.splits}, {"needs_full", "nothing: the default is the whole bench"}};
    for (const std::string& file : files) {
        benches::RecordedCascadeOptions options = arguments.options;
        options.file = file;
        const std::string name = std::filesystem::path(file).filename().string();
        printProgress(name + "\n");
        const auto progress = [](const std::string& text) { printProgress(text); };
        Result<ordered_json> measured = benches::measureRecording(options, progress);
        if (!measured) {
            return core::fail(measured.error().within("'" + name + "'"));
        }
        addChecks(report, name, *measured);
        for (const ordered_json& table : measured->at("tables")) {
            for (ordered_json row : table.at("rows")) {
                row["file"] = name;
                row["prices"] = table.at("prices");
                report.rows.push_back(std::move(row));
            }
        }
        report.results[name] = std::move(*measured);
    }
    return report;
}

} // namespace

void addBenchRecordings(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<RecordingsArguments>();
    benches::RecordedCascadeOptions& options = arguments->options;
    CLI::App* command = bench.add_subcommand(
        "recordings", "What the router and certified cascade save on recorded answers of real models");
    command->add_option("--data", arguments->files, "Recordings; without it the known ones in ../shared/data")
        ->check(CLI::ExistingFile);
    command->add_option("--prices", options.pricesFile, "LiteLLM price map; without it list prices of known models")
        ->check(CLI::ExistingFile);
    command->add_option("--models", options.models, "Only these models, by name");
    command->add_option("--without-task", options.withoutTasks, "Leave a task's queries out");
    command->add_option("--alpha", options.alphas, "Risk levels")->check(CLI::Range(0.001, 0.999))->capture_default_str();
    command->add_option("--delta", options.delta)->check(CLI::Range(0.001, 0.999))->capture_default_str();
    command->add_option("--floor", options.floor, "Quality from which an answer meets its target")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--cv", options.folds, "Folds")->check(CLI::Range(2, 20))->capture_default_str();
    command->add_option("--splits", options.splits, "Random splits that count violations")
        ->check(CLI::Range(20, 100000))
        ->capture_default_str();
    command->add_option("--seed", options.seed)->capture_default_str();
    command->footer(
        "Cross-validated; each fold's router, tiers and thresholds come from the other folds alone. Tokens that a\n"
        "recording lacks are estimated and said to be.\n\n"
        "Examples:\n  routenlp bench recordings --json\n"
        "  routenlp bench recordings --data traffic.recording.jsonl.gz --prices prices.json --json\n"
        "  routenlp bench recordings --data mmlu.recording.jsonl.gz --without-task mmlu/high_school_mathematics --json");
    addBenchAction(*command, action, "recordings", [arguments] { return runRecordingsBench(*arguments); });
}

} // namespace app::commands
