#include "app/commands/command.h"

#include "app/log_estimator.h"
#include "core/datasets/price_map.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

using core::domain::GroupEstimate;
using core::domain::LogEstimate;
using core::domain::LogFormat;
using Json = nlohmann::ordered_json;

struct EstimateArguments {
    std::string log;
    std::string workspace;
    std::string prices;
    core::engine::LogEstimationOptions options;
    bool isJson = false;
};

const char* nameOf(LogFormat format)
{
    switch (format) {
    case LogFormat::OpenAiBatch:
        return "OpenAI batch";
    case LogFormat::LiteLlm:
        return "LiteLLM spend log";
    case LogFormat::Langfuse:
        return "Langfuse observations";
    case LogFormat::Recording:
        return "recording";
    }
    return "";
}

core::Result<LogEstimate> runEstimate(EstimateArguments arguments)
{
    if (!arguments.prices.empty()) {
        const auto versions = core::datasets::readPriceMap(arguments.prices, {arguments.prices, 0});
        if (!versions) {
            return core::fail(versions.error());
        }
        for (const core::domain::PriceVersion& version : *versions) {
            arguments.options.prices[version.model] = version.prices;
        }
    }
    if (arguments.workspace.empty()) {
        return FileLogEstimator(arguments.options, nullptr).estimate(arguments.log);
    }
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    return FileLogEstimator(arguments.options, stores.portfolio.get()).estimate(arguments.log);
}

std::string cheaperName(const LogEstimate& estimate)
{
    return estimate.cheaperModel.empty() ? "a local student" : estimate.cheaperModel;
}

/// Sentences: what nobody can say from this file.
std::vector<std::string> unknowns(const LogEstimate& estimate)
{
    std::vector<std::string> list;
    if (!estimate.hasJudgements) {
        list.push_back("How many of these requests " + cheaperName(estimate)
            + " answers well enough: the log has no judgements, so nothing is certified and the lower end is "
              "0. "
            + std::to_string(estimate.judgementsAtBest) + " judged answers a group certify it if none misses"
            + (estimate.judgementsLikely > 0
                    ? ", about " + std::to_string(estimate.judgementsLikely) + " if every 50th does."
                    : "."));
    } else {
        list.push_back("Which single requests to keep from " + cheaperName(estimate)
            + ": the upper end chooses with hindsight; a router reaches part of it.");
    }
    if (estimate.unknownCost > 0) {
        list.push_back("What " + std::to_string(estimate.unknownCost)
            + " requests cost: their models have no known price; give a price map with --prices.");
    }
    if (estimate.estimatedTokens > 0) {
        list.push_back("The exact tokens of " + std::to_string(estimate.estimatedTokens)
            + " requests: they are estimated from words"
            + (estimate.assumedAnswers > 0 ? ", answers of unknown length at an assumed length." : "."));
    }
    return list;
}

Json toJson(const LogEstimate& estimate)
{
    Json groups = Json::array();
    for (const GroupEstimate& group : estimate.groups) {
        groups.push_back({{"name", group.name}, {"requests", group.requests},
            {"spend_nano_usd", group.spend.nanoUsd}, {"low_nano_usd", group.low.nanoUsd},
            {"high_nano_usd", group.high.nanoUsd}, {"judged", group.judged}, {"missed", group.missed},
            {"risk_upper_bound", group.riskUpperBound}, {"is_certified", group.isCertified}});
    }
    return {{"format", nameOf(estimate.format)}, {"requests", estimate.requests},
        {"skipped", estimate.skipped}, {"model", estimate.model}, {"cheaper_model", estimate.cheaperModel},
        {"spend_nano_usd", estimate.spend.nanoUsd}, {"low_nano_usd", estimate.low.nanoUsd},
        {"high_nano_usd", estimate.high.nanoUsd}, {"trial_cost_nano_usd", estimate.trialCost.nanoUsd},
        {"unknown_cost", estimate.unknownCost}, {"estimated_tokens", estimate.estimatedTokens},
        {"assumed_answers", estimate.assumedAnswers}, {"repeats", estimate.repeats},
        {"has_judgements", estimate.hasJudgements}, {"alpha", estimate.alpha}, {"delta", estimate.delta},
        {"answer_floor", estimate.answerFloor}, {"judgements_at_best", estimate.judgementsAtBest},
        {"judgements_likely", estimate.judgementsLikely}, {"unknowns", unknowns(estimate)},
        {"groups", groups}};
}

void printText(const LogEstimate& estimate)
{
    const double spend = estimate.spend.usd();
    const auto percent = [&](core::domain::Money part) { return spend > 0 ? 100 * part.usd() / spend : 0.0; };
    std::printf("%s, %zu requests, %s\n", nameOf(estimate.format), estimate.requests, estimate.model.c_str());
    for (const auto& [reason, count] : estimate.skipped) {
        std::printf("  left out: %zu %s\n", count, reason.c_str());
    }
    std::printf("Spent $%.6f. Possible saving with %s: $%.6f to $%.6f (%.1f%% to %.1f%%)\n", spend,
        cheaperName(estimate).c_str(), estimate.low.usd(), estimate.high.usd(), percent(estimate.low),
        percent(estimate.high));
    std::printf("  lower end: certified at most %.3g missing, confidence %.3g; upper end: every request it "
                "can answer\n",
        estimate.alpha, 1 - estimate.delta);
    std::printf("  asking it first everywhere costs $%.6f; %zu requests repeat an earlier text\n",
        estimate.trialCost.usd(), estimate.repeats);
    for (const GroupEstimate& group : estimate.groups) {
        std::printf("%10zu  $%-12.6f $%.6f to $%.6f  %s%s\n", group.requests, group.spend.usd(),
            group.low.usd(), group.high.usd(), group.name.c_str(), group.isCertified ? " (certified)" : "");
    }
    std::printf("What cannot be known from this file:\n");
    for (const std::string& line : unknowns(estimate)) {
        std::printf("  - %s\n", line.c_str());
    }
}

} // namespace

void addEstimate(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<EstimateArguments>();
    CLI::App* command = app.add_subcommand("estimate",
        "The range of what routing could save on the requests of a log; nothing is sent anywhere");
    command
        ->add_option("log", arguments->log,
            "OpenAI batch JSONL, LiteLLM or Langfuse export (JSON, JSON Lines), or a recording; .gz is fine")
        ->required();
    command->add_option("--workspace", arguments->workspace, "Take prices from this workspace");
    command->add_option("--prices", arguments->prices, "Price map in LiteLLM's format");
    command->add_option("--cheaper", arguments->options.cheaperModel,
        "The cheaper model; default: a recording's cheapest, else a local student");
    command->add_option("--floor", arguments->options.answerFloor, "Quality from which an answer counts")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--alpha", arguments->options.alpha, "Share of missing answers that is allowed")
        ->check(CLI::Range(0.001, 0.5));
    command->add_option("--delta", arguments->options.delta, "Chance that a certificate is wrong")
        ->check(CLI::Range(0.001, 0.5));
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp estimate batch_output.jsonl --prices prices.json\n"
                    "  routenlp estimate spend_logs.json --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<LogEstimate> estimate = runEstimate(*arguments);
            if (!estimate) {
                return reportError("estimate", estimate.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*estimate));
            } else {
                printText(*estimate);
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
