#include "app/commands/command.h"

#include "app/commands/loop_report.h"
#include "app/commands/owner_command.h"
#include "app/commands/workspace_session.h"
#include "app/comparison_estimate.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

namespace app::commands {

namespace {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

struct TunedArguments {
    std::string workspace;
    domain::TunedModel model;
    double inputUsd = 0;  ///< a million tokens
    double outputUsd = 0;
    double budgetUsd = 0;
    std::string runId;
    bool isJson = false;
};

domain::TunedModel tunedModel(const TunedArguments& arguments)
{
    constexpr double kPicoATokenPerUsdAMillion = 1e6;
    constexpr double kNanoPerUsd = 1e9;
    domain::TunedModel tuned = arguments.model;
    tuned.prices = {std::llround(arguments.inputUsd * kPicoATokenPerUsdAMillion),
        std::llround(arguments.outputUsd * kPicoATokenPerUsdAMillion)};
    tuned.budget = domain::Money{std::llround(arguments.budgetUsd * kNanoPerUsd)};
    return tuned;
}

int estimate(const TunedArguments& arguments)
{
    const auto workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return reportError("tuned estimate", workspace.error(), arguments.isJson);
    }
    const Result<ports::ComparisonPreview> preview
        = comparisonPreview(db::openStores(**workspace), tunedModel(arguments));
    if (!preview) {
        return reportError("tuned estimate", preview.error(), arguments.isJson);
    }
    const domain::Money total = preview->championCost + preview->challengerCost;
    if (arguments.isJson) {
        printJson({{"tasks", preview->tasks}, {"texts", preview->texts}, {"calls", 2 * preview->texts},
            {"champion_model", preview->champion}, {"champion_nano_usd", preview->championCost.nanoUsd},
            {"challenger_nano_usd", preview->challengerCost.nanoUsd}, {"estimated_nano_usd", total.nanoUsd}});
    } else {
        std::printf("%lld gate texts of %lld tasks go to %s and to %s: about $%.4f and $%.4f, $%.4f in all\n",
            static_cast<long long>(preview->texts), static_cast<long long>(preview->tasks), preview->champion.c_str(),
            arguments.model.model.c_str(), preview->championCost.usd(), preview->challengerCost.usd(), total.usd());
        std::printf("Tokens are estimated; no call begins that the budget does not pay at the mean price so far\n");
    }
    return kSuccess;
}

int compare(const TunedArguments& arguments)
{
    const auto fails = [&](const core::Error& error) { return reportError("tuned compare", error, arguments.isJson); };
    Result<std::unique_ptr<WorkspaceSession>> session = WorkspaceSession::open(arguments.workspace, arguments.model.taskId);
    if (!session) {
        return fails(session.error());
    }
    const auto receipt = (*session)->service().execute(ports::CompareTunedModel{tunedModel(arguments)});
    if (!receipt) {
        return fails(receipt.error());
    }
    if (const auto run = (*session)->waitForRun(receipt->reference); !run) {
        return fails(run.error());
    }
    const Result<ports::LoopReport> report = (*session)->stores().loops->report(receipt->reference);
    if (!report) {
        return fails(report.error());
    }
    if (arguments.isJson) {
        printJson(toJson(*report));
    } else {
        printText(*report);
        std::printf("Next: routenlp challenger shadow, then promote, with --run %s\n", receipt->reference.c_str());
    }
    return kSuccess;
}

int takeBack(const TunedArguments& arguments)
{
    const auto done = executeOnWorkspace(arguments.workspace, ports::TakeBackTunedModel{arguments.runId});
    if (!done) {
        return reportError("tuned take-back", done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"message", done->message}, {"reference", done->reference}});
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

void addCommon(CLI::App& command, TunedArguments& arguments)
{
    command.add_option("--workspace", arguments.workspace, "Workspace directory")->required();
    command.add_flag("--json", arguments.isJson, "Print one JSON object");
}

void addModel(CLI::App& command, TunedArguments& arguments)
{
    command.add_option("--tier", arguments.model.tierId, "Tier whose model's place it may take")->required();
    command.add_option("--model", arguments.model.model, "What its server calls it")->required();
    command.add_option("--input", arguments.inputUsd, "USD a million prompt tokens")
        ->required()
        ->check(CLI::Range(0.0, 1e6));
    command.add_option("--output", arguments.outputUsd, "USD a million answer tokens")
        ->required()
        ->check(CLI::Range(0.0, 1e6));
    command.add_option("--task", arguments.model.taskId, "One task only; otherwise every one with labelled gate texts");
    command.add_option("--texts", arguments.model.texts, "Gate texts of a task, at most")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
}

} // namespace

void addTuned(CLI::App& app, Action& action)
{
    CLI::App* tuned = app.add_subcommand("tuned", "A model tuned elsewhere, on its way into the place of a tier's model");
    tuned->require_subcommand(1);
    tuned->footer("A comparison is a run: `routenlp challenger shadow`, `stop` and `promote` take it from there.\n\n"
                  "Examples:\n  routenlp tuned estimate --workspace w --tier small --model ft:small:2 --input 0.3 --output 1.2\n"
                  "  routenlp tuned compare --workspace w --tier small --model ft:small:2 --input 0.3 --output 1.2 "
                  "--run run-1f2e3d4c --budget 2");

    auto estimated = std::make_shared<TunedArguments>();
    CLI::App* command = tuned->add_subcommand("estimate", "What a comparison would cost; asks no model");
    addCommon(*command, *estimated);
    addModel(*command, *estimated);
    command->footer("Example:\n  routenlp tuned estimate --workspace w --tier small --model ft:small:2 --input 0.3 --output 1.2");
    command->callback([&action, estimated] { action = [estimated] { return estimate(*estimated); }; });

    auto compared = std::make_shared<TunedArguments>();
    command = tuned->add_subcommand(
        "compare", "Send gate texts to both models and judge them by the gates; needs a gateway that runs");
    addCommon(*command, *compared);
    addModel(*command, *compared);
    command->add_option("--budget", compared->budgetUsd, "USD that both models' calls may cost")
        ->required()
        ->check(CLI::Range(1e-6, 1e6));
    command->add_option("--run", compared->model.teacherRunId, "Run whose teacher set it was tuned on: slices are its clusters");
    command->add_option("--base-url", compared->model.baseUrl, "Its server; otherwise the tier's own");
    command->add_option("--key", compared->model.secretName,
        "Name of the other server's key: an environment variable, or keyring:NAME");
    command->add_option("--margin", compared->model.margin, "Quality that may be lost before it counts as worse")
        ->check(CLI::Range(0.0001, 0.9))
        ->capture_default_str();
    command->footer("Example:\n  routenlp tuned compare --workspace w --tier small --model ft:small:2 --input 0.3 --output 1.2 "
                    "--budget 2");
    command->callback([&action, compared] { action = [compared] { return compare(*compared); }; });

    auto back = std::make_shared<TunedArguments>();
    command = tuned->add_subcommand("take-back", "Put back the model whose place it took");
    addCommon(*command, *back);
    command->add_option("--run", back->runId, "The comparison")->required();
    command->footer("Example:\n  routenlp tuned take-back --workspace w --run run-1f2e3d4c");
    command->callback([&action, back] { action = [back] { return takeBack(*back); }; });
}

} // namespace app::commands
