#include "app/commands/command.h"

#include "app/commands/loop_report.h"
#include "app/commands/owner_command.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct ChallengerArguments {
    std::string workspace;
    std::string runId;
    std::string taskId;
    double share = 1;
    std::string reason;
    bool isJson = false;
};

int report(const char* name, const core::Result<core::ports::CommandReceipt>& done, bool isJson)
{
    if (!done) {
        return reportError(name, done.error(), isJson);
    }
    if (isJson) {
        printJson({{"message", done->message}, {"reference", done->reference}});
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

int show(const ChallengerArguments& arguments)
{
    const auto workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return reportError("challenger show", workspace.error(), arguments.isJson);
    }
    const db::Stores stores = db::openStores(**workspace);
    const core::Result<core::ports::LoopReport> found = stores.loops->report(arguments.runId);
    if (!found) {
        return reportError("challenger show", found.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"run", found->runId}, {"trials", trialsJson(*found)}});
    } else {
        printTrials(*found);
    }
    return kSuccess;
}

CLI::App* addCommand(CLI::App& parent, const std::string& name, const char* help, const char* options,
    const std::shared_ptr<ChallengerArguments>& arguments)
{
    CLI::App* command = parent.add_subcommand(name, help);
    command->footer("Example:\n  routenlp challenger " + name + " --workspace w --run run-1f2e3d4c" + options);
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--run", arguments->runId, "Loop or distillation run that made the challenger")->required();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    return command;
}

} // namespace

void addChallenger(CLI::App& app, Action& action)
{
    CLI::App* challenger = app.add_subcommand("challenger", "What a run has trained, beside the traffic or in its place");
    challenger->require_subcommand(1);
    challenger->footer("Examples:\n  routenlp challenger shadow --workspace w --run run-1f2e3d4c --task cs_intent\n"
                       "  routenlp challenger show --workspace w --run run-1f2e3d4c");

    auto shadow = std::make_shared<ChallengerArguments>();
    CLI::App* command
        = addCommand(*challenger, "shadow", "Let it answer beside the live traffic, unseen by clients",
            " --task cs_intent --share 0.5", shadow);
    command->add_option("--task", shadow->taskId, "Task")->required();
    command->add_option("--share", shadow->share,
        "Of the queries whose text is of the gate split (a tenth of all texts); others are never drawn, because "
        "models have learnt them or are calibrated on them")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->callback([&action, shadow] {
        action = [shadow] {
            return report("challenger shadow",
                executeOnWorkspace(shadow->workspace,
                    core::ports::ShadowChallenger{shadow->runId, shadow->taskId, true, shadow->share}),
                shadow->isJson);
        };
    });

    auto stop = std::make_shared<ChallengerArguments>();
    command = addCommand(
        *challenger, "stop", "Let it answer no more; what was compared stays", " --task cs_intent", stop);
    command->add_option("--task", stop->taskId, "Task")->required();
    command->callback([&action, stop] {
        action = [stop] {
            return report("challenger stop",
                executeOnWorkspace(
                    stop->workspace, core::ports::ShadowChallenger{stop->runId, stop->taskId, false, 1}),
                stop->isJson);
        };
    });

    auto promote = std::make_shared<ChallengerArguments>();
    command = addCommand(*challenger, "promote", "Serve it as a new policy version; refused where a gate failed",
        " --task cs_intent --reason \"Judged on live traffic\"", promote);
    command->add_option("--task", promote->taskId, "Task")->required();
    command->add_option("--reason", promote->reason, "Kept in the policy history");
    command->callback([&action, promote] {
        action = [promote] {
            return report("challenger promote",
                executeOnWorkspace(promote->workspace,
                    core::ports::PromoteChallenger{promote->runId, promote->taskId, promote->reason}),
                promote->isJson);
        };
    });

    auto shown = std::make_shared<ChallengerArguments>();
    command = addCommand(*challenger, "show", "What the comparison beside the traffic has come to", "", shown);
    command->callback([&action, shown] { action = [shown] { return show(*shown); }; });
}

} // namespace app::commands
