#include "app/commands/policy_bypass.h"

#include "app/commands/owner_command.h"
#include "core/base/clock.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

namespace app::commands {

namespace {

struct BypassArguments {
    std::string workspace;
    std::string task;
    bool isForAll = false;
    std::string duration = "30m";
    bool isLifted = false;
    std::string reason;
    bool isJson = false;
};

/// "90s", "30m", "2h", "1d"
std::optional<std::chrono::seconds> parseDuration(const std::string& text)
{
    static const std::map<std::string, int> kUnits{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86'400}};
    int count = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), count);
    const auto unit = kUnits.find(std::string(end.ptr, text.data() + text.size()));
    const bool isValid = end.ec == std::errc() && count > 0 && count <= 1'000'000 && unit != kUnits.end();
    return isValid ? std::optional(std::chrono::seconds(std::int64_t{count} * unit->second)) : std::nullopt;
}

int runBypass(const BypassArguments& arguments)
{
    core::ports::SetBypass command;
    command.taskId = arguments.task;
    command.reason = arguments.reason;
    if (!arguments.isLifted) {
        command.until = core::SystemClock().now() + *parseDuration(arguments.duration);
    }
    const auto done = executeOnWorkspace(arguments.workspace, command);
    if (!done) {
        return reportError("policy bypass", done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        nlohmann::ordered_json json{
            {"message", done->message}, {"task", arguments.task}, {"until_us", nullptr}};
        if (command.until) {
            json["until_us"] = core::toMicroseconds(*command.until);
        }
        printJson(json);
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

} // namespace

void addPolicyBypass(CLI::App& policy, Action& action)
{
    auto arguments = std::make_shared<BypassArguments>();
    CLI::App* command = policy.add_subcommand("bypass", "Send everything to the last tier for a while");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    CLI::Option* task = command->add_option("--task", arguments->task, "Only this task");
    CLI::Option* all = command->add_flag("--all", arguments->isForAll, "All tasks")->excludes(task);
    command->add_option("--for", arguments->duration, "How long: 90s, 30m, 2h, 1d")
        ->capture_default_str()
        ->check([](const std::string& text) {
            return parseDuration(text) ? std::string()
                                       : "'" + text + "' is no duration such as 90s, 30m, 2h or 1d";
        });
    command->add_flag("--lift", arguments->isLifted, "End the bypass now");
    command->add_option("--reason", arguments->reason, "Why, for the history");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer(
        "A running console or `routenlp serve` obeys from the next request on.\n\nExamples:\n"
        "  routenlp policy bypass --workspace w --task cs_intent --for 30m --reason 'bad answers'\n"
        "  routenlp policy bypass --workspace w --all --lift");
    command->callback([&action, arguments, task, all] {
        if (task->count() + all->count() != 1) {
            throw CLI::ValidationError("policy bypass", "needs one of --task and --all");
        }
        action = [arguments] { return runBypass(*arguments); };
    });
}

} // namespace app::commands
