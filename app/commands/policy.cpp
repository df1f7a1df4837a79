#include "app/commands/command.h"
#include "app/commands/policy_bypass.h"
#include "app/commands/policy_shadow.h"
#include "app/commands/policy_limits.h"
#include "app/commands/policy_show.h"
#include "app/commands/policy_streaming.h"

#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct PolicyArguments {
    std::string workspace;
    bool isJson = false;
};

using Versions = std::vector<core::domain::PolicyVersion>;

core::Result<Versions> readPolicies(const PolicyArguments& arguments)
{
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    return stores.policies->versions();
}

std::string timeText(core::TimePoint time)
{
    const std::time_t seconds = core::toMicroseconds(time) / 1'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char buffer[32];
    std::strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M:%SZ", &utc);
    return buffer;
}

void printText(const Versions& policyVersions)
{
    for (const core::domain::PolicyVersion& version : policyVersions) {
        std::printf("%3lld  %s  %s  %s: %s\n", static_cast<long long>(version.sequence), version.id.c_str(),
            timeText(version.at).c_str(), version.author.c_str(), version.reason.c_str());
    }
    const std::optional<std::int64_t> broken = core::domain::findBrokenLink(policyVersions);
    if (broken) {
        std::printf("The chain is BROKEN at version %lld: the history was altered.\n", static_cast<long long>(*broken));
    } else {
        std::printf("%zu versions, the hash chain is whole.\n", policyVersions.size());
    }
}

nlohmann::ordered_json toJson(const Versions& policyVersions)
{
    nlohmann::ordered_json versions = nlohmann::ordered_json::array();
    for (const core::domain::PolicyVersion& version : policyVersions) {
        nlohmann::ordered_json tasks = nlohmann::ordered_json::object();
        for (const auto& [taskId, task] : version.tasks) {
            tasks[taskId] = {{"alpha", task.alpha}, {"delta", task.delta}, {"answer_floor", task.answerFloor},
                {"router", task.routerVersion}, {"models", task.modelVersions}, {"thresholds", task.thresholds}};
            if (!task.scorerVersions.empty()) {
                tasks[taskId]["scorers"] = task.scorerVersions;
            }
            if (task.limits.latencyMs) {
                tasks[taskId]["latency_limit_ms"] = *task.limits.latencyMs;
            }
            if (task.limits.costUsd) {
                tasks[taskId]["cost_limit_usd"] = *task.limits.costUsd;
            }
        }
        versions.push_back({{"sequence", version.sequence}, {"id", version.id}, {"hash", version.hash},
            {"previous_hash", version.previousHash}, {"at", timeText(version.at)}, {"author", version.author},
            {"reason", version.reason}, {"tasks", tasks}});
    }
    return {{"versions", versions}, {"chain_is_whole", !core::domain::findBrokenLink(policyVersions).has_value()}};
}

void addPolicyShow(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<PolicyShowArguments>();
    CLI::App* show = policy.add_subcommand("show", "The active policy and what its certificates promise, in words");
    show->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    show->add_option("--task", arguments->task, "Only this task");
    show->add_flag("--json", arguments->isJson, "Print one JSON object");
    show->footer("Example:\n  routenlp policy show --workspace w --task cs_intent");
    show->callback([&action, arguments] { action = [arguments] { return showPolicy(*arguments); }; });
}

} // namespace

void addPolicy(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<PolicyArguments>();
    CLI::App* command = app.add_subcommand("policy", "What is in force and what it promises; who changed it, when and why");
    command->require_subcommand(1);
    command->footer("Examples:\n  routenlp policy show --workspace w\n  routenlp policy history --workspace w");
    CLI::App* history = command->add_subcommand("history", "All versions, oldest first");
    history->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    history->add_flag("--json", arguments->isJson, "Print one JSON object");
    history->footer("Example:\n  routenlp policy history --workspace w --json");
    history->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<Versions> view = readPolicies(*arguments);
            if (!view) {
                return reportError("policy", view.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*view));
            } else {
                printText(*view);
            }
            return kSuccess;
        };
    });
    addPolicyShow(*command, action);
    addPolicyBypass(*command, action);
    addPolicyShadow(*command, action);
    addPolicyLimits(*command, action);
    addPolicyStreaming(*command, action);
}

} // namespace app::commands
