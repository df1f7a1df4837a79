#include "app/commands/command_line.h"

#include "app/commands/command_session.h"
#include "app/console_wire.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace app::commands {

using core::Result;

namespace {

/// A run of training may take that long without a word.
constexpr std::chrono::hours kPatience{24};

/// Commands that are about a process of their own.
constexpr std::array<std::string_view, 5> kNeverForwarded{"serve", "init", "worker", "bench", "replay"};

void addAll(CLI::App& app, Action& action)
{
    for (const auto add : {addInit, addImport, addExport, addTrain, addRouter, addServe, addSimulate, addReplay, addReport,
             addPolicy, addPrice, addPrivacy, addClusters, addDistil, addLoop, addChallenger, addTuned, addEstimate, addDoctor, addBackup, addBench, addKey,
             addWorker}) {
        add(app, action);
    }
}

std::unique_ptr<CLI::App> makeApp(Action& action)
{
    auto app = std::make_unique<CLI::App>("RouteNLP: a closed-loop router for language models, without a window");
    app->require_subcommand(1);
    app->set_version_flag("--version", ROUTENLP_VERSION);
    app->set_help_all_flag("--help-all", "Help of every command");
    addAll(*app, action);
    return app;
}

/// The workspace that the chosen command names; nothing for one that cannot be done by another process.
std::optional<std::string> forwardedWorkspace(const CLI::App& app)
{
    const CLI::App* command = app.get_subcommands().front();
    const std::string name = command->get_name();
    if (std::find(kNeverForwarded.begin(), kNeverForwarded.end(), name) != kNeverForwarded.end()) {
        return std::nullopt;
    }
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
    }
    const CLI::Option* option = command->get_option_no_throw("--workspace");
    return option != nullptr && option->count() > 0 ? std::optional(option->as<std::string>()) : std::nullopt;
}

/// The exit code; an error when the owner cannot be reached or went away.
Result<int> runAtOwner(const std::string& workspace, const std::vector<std::string>& arguments)
{
    const Result<control::Descriptor> owner = control::connectTo(workspace);
    if (!owner) {
        return core::fail(owner.error());
    }
    const std::string request
        = wire::commandLineRequest({arguments, std::filesystem::current_path().string()});
    if (const Result<void> sent = control::sendMessage(owner->get(), request, std::chrono::seconds(10)); !sent) {
        return core::fail(sent.error());
    }
    while (true) {
        const Result<std::string> message = control::receiveMessage(owner->get(), kPatience);
        const Result<wire::CommandLineReply> reply = message
            ? wire::commandLineReply(*message)
            : Result<wire::CommandLineReply>(core::fail(message.error()));
        if (!reply) {
            return core::fail(reply.error());
        }
        std::fputs(reply->output.c_str(), stdout);
        std::fputs(reply->errors.c_str(), stderr);
        std::fflush(stdout);
        if (reply->exitCode) {
            return *reply->exitCode;
        }
    }
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    Action action;
    const std::unique_ptr<CLI::App> app = makeApp(action);
    try {
        app->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app->exit(error) == 0 ? kSuccess : kBadUsage;
    }
    const std::optional<std::string> workspace = forwardedWorkspace(*app);
    setOwnerMayBeAsked(workspace.has_value());
    const int code = action();
    if (code != kOwnedElsewhere) {
        return code;
    }
    const Result<int> done = runAtOwner(*workspace, std::vector<std::string>(argv + 1, argv + argc));
    if (done) {
        return *done;
    }
    setOwnerMayBeAsked(false); // tells why it cannot be done here either
    return action();
}

CommandLineHandler commandLinesOn(EngineHost& host)
{
    return [&host](const wire::CommandLine& line, const CommandAsker& asker) {
        CommandSession session(host, line.directory, asker);
        Action action;
        const std::unique_ptr<CLI::App> app = makeApp(action);
        try {
            app->parse(std::vector<std::string>(line.arguments.rbegin(), line.arguments.rend()));
        } catch (const CLI::ParseError& error) {
            std::fprintf(err(), "%s\n", error.what());
            return kBadUsage;
        }
        if (!forwardedWorkspace(*app)) {
            std::fprintf(err(), "routenlp: this command cannot be done by another process\n");
            return kBadUsage;
        }
        return action();
    };
}

} // namespace app::commands
