#include "app/commands/bench.h"

#include "core/base/atomic_file.h"
#include "core/conformal/conformal_bench.h"
#include "core/datasets/json_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <limits>
#include <memory>

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

struct ConformalArguments {
    core::conformal::ConformalBenchOptions options;
    std::string reference;
    bool skipsComparisons = false;
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

Result<BenchReport> runConformalBench(const ConformalArguments& arguments)
{
    core::conformal::ConformalBenchOptions options = arguments.options;
    options.withComparisons = !arguments.skipsComparisons;
    BenchReport report;
    report.results = ordered_json::parse(core::conformal::conformalBenchJson(options, &printProgress));
    report.settings = {{"trials", options.trials}, {"tier_trials", options.tierTrials},
        {"monitor_streams", options.monitorStreams}, {"null_streams", options.nullStreams},
        {"with_comparisons", options.withComparisons}, {"seeds", {options.seed}}};
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
    return report;
}

} // namespace

void addBenchConformal(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<ConformalArguments>();
    core::conformal::ConformalBenchOptions& options = arguments->options;
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
    command->add_option("--seed", options.seed, "Seed of the grid")->capture_default_str();
    command->add_option(
        "--reference", arguments->reference, "Accepted shares to reach, JSON with \"rows\" of cells");
    command->add_flag(
        "--no-comparisons", arguments->skipsComparisons, "Leave out the rules without a guarantee");
    command->footer("Examples:\n  routenlp bench conformal --json\n"
                    "  routenlp bench conformal --trials 200 --json --rows cells.jsonl");
    addBenchAction(*command, action, "conformal", [arguments] { return runConformalBench(*arguments); });
}

} // namespace app::commands
