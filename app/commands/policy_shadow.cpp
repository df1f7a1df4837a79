#include "app/commands/policy_shadow.h"

#include "app/commands/owner_command.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct ShadowArguments {
    std::string workspace;
    std::string task;
    core::domain::ShadowPlan plan;
    bool isComparing = false;
    bool waitsForOperator = false;
    bool isAllTasks = false;
    bool isPerTask = false;
    bool isJson = false;
};

int executed(const ShadowArguments& arguments, const char* name, const core::ports::ConsoleCommand& command)
{
    const auto done = executeOnWorkspace(arguments.workspace, command);
    if (!done) {
        return reportError(name, done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"message", done->message}, {"reference", done->reference}});
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

CLI::App* subcommand(CLI::App& policy, const std::shared_ptr<ShadowArguments>& arguments, const char* name,
    const char* description)
{
    CLI::App* command = policy.add_subcommand(name, description);
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    return command;
}

void addShadow(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<ShadowArguments>();
    CLI::App* command = subcommand(policy, arguments, "shadow", "Run cheaper tiers beside the traffic of a task");
    command->add_option("--task", arguments->task, "The task")->required();
    command->add_option("--share", arguments->plan.share, "Share of the queries, 0 to 1; 0 ends it")
        ->required()
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--tier", arguments->plan.tierIds, "Whose answers; without it every tier below the last");
    command->add_option("--review", arguments->plan.reviewShare, "Share of them that people judge too")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--compare", arguments->isComparing, "Any text, to compare tiers; nothing is certified on it");
    command->add_flag("--ask", arguments->waitsForOperator, "Wait for `policy certify` once enough is judged");
    command->add_flag("--judge-audits", arguments->plan.judgesAudits, "The last tier judges audited answers");
    command->footer(
        "No client sees or waits for it; its cost is booked apart from the traffic's. Without --compare only texts of\n"
        "the tuning and calibration splits are drawn, and the task is certified on them once enough is judged.\n\n"
        "Example:\n  routenlp policy shadow --workspace w --task cs_intent --share 0.3 --review 0.1");
    command->callback([&action, arguments] {
        arguments->plan.isForCertification = !arguments->isComparing;
        arguments->plan.isAutomatic = !arguments->waitsForOperator;
        action = [arguments] {
            return executed(
                *arguments, "policy shadow", core::ports::SetShadowPlan{arguments->task, arguments->plan});
        };
    });
}

void addCertify(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<ShadowArguments>();
    CLI::App* command = subcommand(
        policy, arguments, "certify",
        "Certify a task on what was judged beside its traffic, or else on its labelled examples; spends an attempt");
    command->add_option("--task", arguments->task, "The task")->required();
    command->footer("Example:\n  routenlp policy certify --workspace w --task cs_intent");
    command->callback([&action, arguments] {
        action = [arguments] {
            return executed(*arguments, "policy certify", core::ports::CertifyFromShadow{arguments->task});
        };
    });
}

void addScope(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<ShadowArguments>();
    CLI::App* command = subcommand(policy, arguments, "scope", "What one promise covers: its task, or all tasks at once");
    CLI::Option* all = command->add_flag("--all-tasks", arguments->isAllTasks,
        "All promises hold at once with confidence 1 - delta; narrower certificates are void");
    CLI::Option* per = command->add_flag("--per-task", arguments->isPerTask, "Each task's promise by itself")->excludes(all);
    command->footer("Example:\n  routenlp policy scope --workspace w --all-tasks");
    command->callback([&action, arguments, all, per] {
        if (all->count() + per->count() != 1) {
            throw CLI::ValidationError("policy scope", "needs one of --all-tasks and --per-task");
        }
        action = [arguments] {
            return executed(*arguments, "policy scope", core::ports::SetPromiseScope{arguments->isAllTasks});
        };
    });
}

} // namespace

void addPolicyShadow(CLI::App& policy, Action& action)
{
    addShadow(policy, action);
    addCertify(policy, action);
    addScope(policy, action);
}

} // namespace app::commands
