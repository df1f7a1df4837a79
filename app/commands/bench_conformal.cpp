#include "app/commands/bench.h"

#include "app/commands/bench_sections.h"
#include "app/commands/conformal_real_bench.h"
#include "core/base/atomic_file.h"
#include "core/conformal/conformal_bench.h"
#include "core/datasets/json_text.h"
#include "core/engine/risk_watch.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr double kErrorsAllowed = 2; ///< binomial standard errors that a violation may lie above delta
constexpr double kReferenceShare = 0.95;
constexpr double kSmallestComparedShare = 0.05;
constexpr double kCertifySeconds = 1; ///< 100,000 records x 6 tasks x 3 tiers
constexpr double kMonitorNanoseconds = 2000; ///< one update
constexpr double kReplayMilliseconds = 150; ///< a draft over 20,000 records
constexpr std::size_t kReferenceLimit = 16U << 20;

constexpr double kStudentAnswers = 0.85; ///< of BANKING77's queries, certified at alpha .05, delta .1
constexpr double kNoveltyAuroc = 0.90; ///< CLINC150's out-of-scope class against the others

struct ConformalArguments {
    core::conformal::ConformalBenchOptions options;
    RealBenchOptions real;
    std::string reference;
    std::string resume;
    bool skipsComparisons = false;
    bool isFull = false;
};

/// The worst violation of a certified method, less the errors allowed to it.
double worstViolation(const ordered_json& certification)
{
    double worst = 0;
    for (const ordered_json& row : certification.at("rows")) {
        if (row.at("certified").get<bool>()) {
            worst = std::max(worst,
                row.at("violation").get<double>() - kErrorsAllowed * row.at("violation_error").get<double>());
        }
    }
    return worst;
}

/// The smallest accepted share of the method as a part of the reference's, over its cells above .05 in which
/// accepting is right at all.
Result<double> shareOfReference(const ordered_json& certification, const std::string& path)
{
    const Result<std::string> text = core::readWholeFile(path, kReferenceLimit);
    const Result<json> reference = text ? core::datasets::parseJsonObject(*text) : core::fail(text.error());
    if (!reference) {
        return core::fail(reference.error().within("reference"));
    }
    double smallest = std::numeric_limits<double>::infinity();
    for (const json& cell : reference->value("rows", json::array())) {
        for (const ordered_json& row : certification.at("rows")) {
            const bool isSame = row.at("method") == "fixed_sequence"
                && row.at("scenario") == cell.value("scenario", "") && row.at("n") == cell.value("n", 0)
                && row.at("alpha") == cell.value("alpha", 0.0);
            const double share = cell.value("accepted_share", 0.0);
            if (isSame && share > kSmallestComparedShare && cell.value("oracle_share", 0.0) > 0) {
                smallest = std::min(smallest, row.at("accepted_share").get<double>() / share);
            }
        }
    }
    if (smallest == std::numeric_limits<double>::infinity()) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + path + "' has no cell that was simulated; give the reference of this grid");
    }
    return smallest;
}

void takeRows(BenchReport& report, const ordered_json& section, const char* name, const char* key)
{
    for (const ordered_json& row : section.at(key)) {
        ordered_json named{{"section", name}};
        named.update(row);
        report.rows.push_back(std::move(named));
    }
}

void addSpeedChecks(BenchReport& report, const ordered_json& timings)
{
    addCheck(report, "certify_100000_records_seconds", timings.at("certify_seconds").get<double>(),
        Bound::AtMost, kCertifySeconds);
    addCheck(report, "monitor_update_nanoseconds", timings.at("monitor_update_nanoseconds").get<double>(),
        Bound::AtMost, kMonitorNanoseconds);
    addCheck(report, "replay_20000_records_milliseconds", timings.at("replay_milliseconds").get<double>(),
        Bound::AtMost, kReplayMilliseconds);
}

/// The simulated parts under the names of conformalBenchJson; the grid by scenario, so that it can be resumed.
Result<ordered_json> simulatedParts(const ConformalArguments& arguments, BenchSections& sections)
{
    ordered_json results;
    const ordered_json settings{{"trials", arguments.options.trials}, {"tier_trials", arguments.options.tierTrials},
        {"streams", arguments.options.monitorStreams}, {"null_streams", arguments.options.nullStreams},
        {"comparisons", !arguments.skipsComparisons}, {"seed", arguments.options.seed}};
    for (const char* scenario : {"A", "B", "C", "D", "E"}) {
        core::conformal::ConformalBenchOptions options = arguments.options;
        options.withComparisons = !arguments.skipsComparisons;
        options.scenario = scenario;
        auto part = sections.run(std::string("certification_") + scenario, settings, [&]() -> Result<ordered_json> {
            return ordered_json::parse(core::conformal::conformalBenchPart("certification", options));
        });
        if (!part) {
            return part;
        }
        if (!results.contains("certification")) {
            results["certification"] = *part;
            continue;
        }
        for (ordered_json& row : part->at("rows")) {
            results["certification"]["rows"].push_back(std::move(row));
        }
    }
    for (const char* name : {"tiers", "initialisation", "monitor"}) {
        auto part = sections.run(name, settings, [&]() -> Result<ordered_json> {
            return ordered_json::parse(core::conformal::conformalBenchPart(name, arguments.options));
        });
        if (!part) {
            return part;
        }
        results[name] = std::move(*part);
    }
    // Never resumed: it is of the machine as it is now.
    results["timings"] = ordered_json::parse(core::conformal::conformalBenchPart("timings", arguments.options));
    return results;
}

Result<void> addRealParts(const ConformalArguments& arguments, BenchSections& sections, BenchReport& report)
{
    RealBench bench(arguments.real, sections);
    for (const RealSet& set : realSets()) {
        if (!arguments.isFull && !set.isInDefault) {
            continue;
        }
        const Result<ordered_json> part = bench.splits(set);
        if (!part) {
            return core::fail(part.error());
        }
        const std::string name = std::string("real_") + set.name;
        report.results[name] = *part;
        takeRows(report, *part, name.c_str(), "rows");
        for (const ordered_json& row : part->at("rows")) {
            const bool isPromised = row.at("method") == "fixed_sequence" && row.at("halves") == "random";
            if (isPromised) {
                addCheck(report, name + "_violation_less_two_errors",
                    row.at("violation").get<double>() - kErrorsAllowed * row.at("violation_error").get<double>(),
                    Bound::AtMost, 0.1);
            }
            if (isPromised && std::string_view(set.name) == "banking77") {
                addCheck(report, "banking77_student_answers", row.at("accepted_share").get<double>(), Bound::AtLeast,
                    kStudentAnswers);
            }
        }
    }
    const std::vector<std::pair<std::string, Result<ordered_json>>> parts{
        {"novelty_clinc150", bench.novelty()}, {"wired_monitor_null", bench.nullStreams()},
        {"shift_banking77_to_clinc150", bench.bankingToClinc()},
        {"shift_generator_mix", bench.generatorShift(true)},
        {"shift_generator_difficulty", bench.generatorShift(false)}};
    for (const auto& [name, part] : parts) {
        if (!part) {
            return core::fail(part.error());
        }
        report.results[name] = *part;
    }
    addCheck(report, "novelty_auroc", report.results["novelty_clinc150"]["auroc"].get<double>(), Bound::AtLeast,
        kNoveltyAuroc);
    addCheck(report, "wired_monitor_false_alarms", report.results["wired_monitor_null"]["false_alarms"].get<double>(),
        Bound::AtMost, core::engine::RiskWatchOptions{}.delta);
    return {};
}

Result<BenchReport> runConformalBench(ConformalArguments arguments)
{
    if (arguments.isFull) {
        arguments.options.trials = 2000;
        arguments.options.tierTrials = 500;
        arguments.options.monitorStreams = 300;
        arguments.options.nullStreams = 1000;
        arguments.real.splits = 400;
        arguments.real.shiftTrials = 100;
    }
    Result<BenchSections> sections = BenchSections::open(arguments.resume);
    if (!sections) {
        return core::fail(sections.error());
    }
    Result<ordered_json> simulated = simulatedParts(arguments, *sections);
    if (!simulated) {
        return core::fail(simulated.error());
    }
    BenchReport report;
    report.results = std::move(*simulated);
    const core::conformal::ConformalBenchOptions& options = arguments.options;
    report.settings = {{"full", arguments.isFull}, {"trials", options.trials}, {"tier_trials", options.tierTrials},
        {"monitor_streams", options.monitorStreams}, {"null_streams", options.nullStreams},
        {"splits", arguments.real.splits}, {"shift_trials", arguments.real.shiftTrials},
        {"with_comparisons", !arguments.skipsComparisons}, {"seeds", {options.seed}}};
    const ordered_json& certification = report.results.at("certification");
    const ordered_json& monitor = report.results.at("monitor");
    takeRows(report, certification, "certification", "rows");
    takeRows(report, report.results.at("tiers"), "tiers", "rows");
    takeRows(report, report.results.at("initialisation"), "initialisation", "rows");
    takeRows(report, monitor, "monitor", "detections");
    addCheck(report, "worst_certified_violation_less_two_errors", worstViolation(certification),
        Bound::AtMost, certification.at("delta").get<double>());
    addCheck(report, "false_alarm_share", monitor.at("false_alarms").get<double>(), Bound::AtMost,
        monitor.at("delta").get<double>());
    addSpeedChecks(report, report.results.at("timings"));
    if (!arguments.reference.empty()) {
        const Result<double> share = shareOfReference(certification, arguments.reference);
        if (!share) {
            return core::fail(share.error());
        }
        addCheck(report, "smallest_share_of_reference", *share, Bound::AtLeast, kReferenceShare);
    }
    if (!std::filesystem::is_directory(arguments.real.data)) {
        report.results["real_data"] = "no directory '" + arguments.real.data.string() + "': the parts on real data were left out";
        printProgress(report.results["real_data"].get<std::string>() + "\n");
        return report;
    }
    if (const Result<void> added = addRealParts(arguments, *sections, report); !added) {
        return core::fail(added.error());
    }
    return report;
}

} // namespace

void addBenchConformal(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<ConformalArguments>();
    core::conformal::ConformalBenchOptions& options = arguments->options;
    options.trials = 200;
    options.tierTrials = 100;
    options.monitorStreams = 60;
    CLI::App* command
        = bench.add_subcommand("conformal", "Simulate the certified thresholds and their monitor");
    command->add_option("--trials", options.trials, "Trials a cell of the grid")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--tier-trials", options.tierTrials, "Trials of two and three tiers")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--streams", options.monitorStreams, "Streams with a broken tier")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--null-streams", options.nullStreams, "Streams in which nothing is broken")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--splits", arguments->real.splits, "Random halves of real scores")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    command->add_option("--data", arguments->real.data, "Directory of the labelled files; without it only simulations run")
        ->capture_default_str();
    command->add_flag("--full", arguments->isFull, "2,000 trials a cell, 400 splits, all data sets");
    command->add_option("--resume", arguments->resume, "Keep finished parts here, and take those that are kept");
    command->add_option("--seed", options.seed, "Seed of the grid")->capture_default_str();
    command->add_option(
        "--reference", arguments->reference, "Accepted shares to reach, JSON with \"rows\" of cells");
    command->add_flag(
        "--no-comparisons", arguments->skipsComparisons, "Leave out the rules without a guarantee");
    command->footer("The default takes minutes; --full takes some ten minutes and goes on where it was ended with --resume.\n\n"
                    "Examples:\n  routenlp bench conformal --json\n"
                    "  routenlp bench conformal --full --resume parts.json --json\n"
                    "  routenlp bench conformal --trials 200 --json --rows cells.jsonl");
    addBenchAction(*command, action, "conformal", [arguments] { return runConformalBench(*arguments); });
}

} // namespace app::commands
