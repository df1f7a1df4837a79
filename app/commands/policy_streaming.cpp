#include "app/commands/policy_streaming.h"

#include "app/commands/command_session.h"
#include "app/commands/owner_command.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct Arguments {
    std::string workspace;
    std::string task;
    std::string mode;
    bool isJson = false;
};

int setStreaming(const Arguments& arguments)
{
    const auto mode = core::domain::streamingModeFrom(arguments.mode);
    const auto done = executeOnWorkspace(
        arguments.workspace, core::ports::SetStreamingMode{arguments.task, mode.value_or(core::domain::StreamingMode::Hold)});
    if (!done) {
        return reportError("policy streaming", done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"message", done->message}, {"task", arguments.task}, {"streaming", arguments.mode}});
    } else {
        std::fprintf(out(), "%s\n", done->message.c_str());
    }
    return kSuccess;
}

} // namespace

void addPolicyStreaming(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = policy.add_subcommand("streaming", "How a task's streamed answers are sent");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->task, "Task id")->required();
    command
        ->add_option("--mode", arguments->mode,
            "hold: a streamed answer is kept back until its score is known; router: the router's choice streams at "
            "once, unscored, and no certificate covers it")
        ->required()
        ->check(CLI::IsMember({"hold", "router"}));
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Wins over the gateway's file. A running console or `routenlp serve` obeys from the next request on.\n\n"
                    "Example:\n  routenlp policy streaming --workspace w --task cs_intent --mode router");
    command->callback([&action, arguments] { action = [arguments] { return setStreaming(*arguments); }; });
}

} // namespace app::commands
