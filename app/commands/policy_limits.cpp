#include "app/commands/policy_limits.h"

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
    core::ports::SetRouteLimits command;
    bool isJson = false;
};

} // namespace

void addPolicyLimits(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = policy.add_subcommand("limits", "Latency and cost that a task's queries may take, as expected");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->command.taskId, "Task id")->required();
    command->add_option("--latency-ms", arguments->command.latencyMs, "Of all tiers a query may go through; none without it");
    command->add_option("--cost-usd", arguments->command.costUsd, "Of one query; none without it");
    command->add_option("--reason", arguments->command.reason, "For the policy's history");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Without limits those in force are lifted. Thresholds are certified anew under the limits.\n\n"
                    "Example:\n  routenlp policy limits --workspace w --task cs_intent --latency-ms 1500");
    command->callback([&action, arguments] {
        action = [arguments] {
            const auto receipt = executeOnWorkspace(arguments->workspace, arguments->command);
            if (!receipt) {
                return reportError("policy", receipt.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson({{"policy", receipt->reference}});
            } else {
                std::fprintf(out(), "%s\n", receipt->message.c_str());
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
