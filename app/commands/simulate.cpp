#include "app/commands/command.h"
#include "app/commands/command_session.h"

#include "app/commands/open_host.h"
#include "app/simulation.h"
#include "app/workspace_import.h"
#include "core/datasets/data_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct SimulateArguments {
    std::string workspace;
    std::string data;
    std::string split = "test";
    std::string taskId;
    std::string prices;
    std::uint64_t seed = 1;
    bool addsTiers = false;
    bool isJson = false;
};

nlohmann::ordered_json toJson(const SimulationReport& report)
{
    nlohmann::ordered_json shares = nlohmann::ordered_json::object();
    nlohmann::ordered_json wrong = nlohmann::ordered_json::object();
    for (const auto& [tierId, answered] : report.tiers) {
        shares[tierId] = static_cast<double>(answered.queries) / static_cast<double>(report.queries);
        wrong[tierId] = static_cast<double>(answered.failures) / static_cast<double>(answered.queries);
    }
    nlohmann::ordered_json json{{"queries", report.queries}, {"accuracy", report.meanMetTarget()},
        {"oracle_quality_ratio", report.meanQuality()}, {"cost_usd", report.spend.usd()},
        {"last_tier_cost_usd", report.lastTierOnly.usd()},
        {"cost_ratio", nullptr},
        {"tier_share", shares}, {"overhead_p50_ms", report.overhead.percentile(0.50)},
        {"overhead_p99_ms", report.overhead.percentile(0.99)}, {"tier_failure_rate", wrong},
        {"cost_nano_usd", report.spend.nanoUsd}, {"last_tier_cost_nano_usd", report.lastTierOnly.nanoUsd},
        {"last_tier_estimated_queries", report.lastTierEstimated}, {"unanswered_queries", report.unanswered},
        {"unknown_cost_queries", report.unknownCost}, {"unknown_last_tier_queries", report.unknownLastTier},
        {"last_tier_is_oracle", report.isLastTierOracle}, {"mean_quality", report.meanQuality()},
        {"first_id", report.firstId}, {"last_id", report.lastId}};
    if (report.lastTierOnly.nanoUsd > 0 && report.unknownCost == 0 && report.unknownLastTier == 0) {
        json["cost_ratio"] = report.spend.usd() / report.lastTierOnly.usd();
    }
    return json;
}

void printText(const SimulationReport& report)
{
    std::fprintf(out(), "%lld queries, %.2f%% met the target\n", static_cast<long long>(report.queries),
        100.0 * report.meanMetTarget());
    std::fprintf(out(), "cost $%s, %s only $%s\n", core::domain::toDecimalUsd(report.spend).c_str(),
        report.isLastTierOracle ? "oracle" : "last tier", core::domain::toDecimalUsd(report.lastTierOnly).c_str());
    if (report.unknownCost > 0 || report.unknownLastTier > 0) {
        std::fprintf(out(), "the price of a tier is unknown: %lld queries are missing in the first sum, %lld in the second\n",
            static_cast<long long>(report.unknownCost), static_cast<long long>(report.unknownLastTier));
    }
    if (report.unanswered > 0) {
        std::fprintf(out(), "%lld queries were answered by no tier\n", static_cast<long long>(report.unanswered));
    }
    for (const auto& [tierId, answered] : report.tiers) {
        std::fprintf(out(), "%-12s answered %5.1f%%, of those %.2f%% missed the target\n", tierId.c_str(),
            100.0 * static_cast<double>(answered.queries) / static_cast<double>(report.queries),
            100.0 * static_cast<double>(answered.failures) / static_cast<double>(answered.queries));
    }
    std::fprintf(out(), "routing overhead p50 %.3f ms, p99 %.3f ms\n", report.overhead.percentile(0.50),
        report.overhead.percentile(0.99));
    if (report.isLastTierOracle) {
        std::fprintf(out(), "The oracle tier answers with the reference: an upper bound, no model's figure.\n");
    }
}

core::Result<SimulationReport> simulateFile(const SimulateArguments& arguments)
{
    // a wrong name must not leave an empty workspace behind
    if (const auto kind = core::datasets::detectDataFile(arguments.data); !kind) {
        return core::fail(kind.error());
    }
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::IfMissing, arguments.seed);
    if (!host) {
        return core::fail(host.error());
    }
    ImportOptions import{arguments.data, arguments.taskId, std::nullopt, arguments.addsTiers};
    if (!arguments.prices.empty()) {
        import.prices = arguments.prices;
    }
    printProgress("Reading " + arguments.data + "\n");
    const core::Result<ImportSummary> imported = importFile(**host, import);
    if (!imported) {
        return core::fail(imported.error());
    }
    const core::Result<std::vector<std::string>> untrained = tasksWithoutStudent(**host, import);
    if (!untrained) {
        return core::fail(untrained.error());
    }
    core::engine::OnboardingOptions options;
    options.student.seed = arguments.seed;
    options.router.seed = arguments.seed;
    if (core::Result<void> trained = trainTasks(**host, *untrained, options); !trained) {
        return core::fail(trained.error());
    }
    const SimulationOptions simulation{arguments.data, arguments.taskId, arguments.split == "test"};
    return simulate(**host, simulation, [](std::int64_t done, std::int64_t total) {
        printProgress("Recorded " + std::to_string(done) + " of " + std::to_string(total) + (done == total ? "\n" : ""));
    });
}

} // namespace

void addSimulate(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<SimulateArguments>();
    CLI::App* command = app.add_subcommand("simulate", "Route the queries of a labelled file through the engine");
    command->add_option("--workspace", arguments->workspace, "Workspace directory; created when missing")->required();
    command->add_option("--data", arguments->data, "Labelled file or recording, JSON Lines, plain or .gz")->required();
    command->add_option("--split", arguments->split, "Which lines to route")
        ->check(CLI::IsMember({"test", "train"}))->capture_default_str();
    command->add_option("--task", arguments->taskId, "Task id for every line, whatever the file says");
    command->add_option("--prices", arguments->prices, "Prices in the format of the LiteLLM price map");
    command->add_option("--seed", arguments->seed, "Seed of the training where a student is missing, and of the splits of a new workspace")->capture_default_str();
    command->add_flag("--add-tiers", arguments->addsTiers,
        "Add the models of a recording that the workspace does not have as tiers, after its last one");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Trains the task's student on the training split first where none serves yet. The last tier of a\n"
                    "labelled file is the oracle: it answers with the reference, an upper bound for tests. Progress counts\n"
                    "queries that are recorded for good: they survive a kill.\n\n"
                    "Examples:\n  routenlp simulate --workspace w --data intents.jsonl.gz --split test --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<SimulationReport> report = simulateFile(*arguments);
            if (!report) {
                return reportError("simulate", report.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*report));
            } else {
                printText(*report);
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
