#include "app/commands/command.h"

#include "app/commands/open_host.h"
#include "app/demo_session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct InitArguments {
    std::string workspace;
    bool isDemo = false;
    std::uint64_t seed = 1;
    bool isJson = false;
};

int runInit(const InitArguments& arguments)
{
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::IfMissing,
        arguments.isDemo ? std::optional(arguments.seed) : std::nullopt);
    if (!host) {
        return reportError("init", host.error(), arguments.isJson);
    }
    if (arguments.isDemo) {
        if (const core::Result<void> created = createDemoPortfolio(**host, arguments.seed); !created) {
            return reportError("init", created.error(), arguments.isJson);
        }
    }
    if (arguments.isJson) {
        printJson({{"workspace", arguments.workspace}, {"demo", arguments.isDemo}});
    } else {
        std::printf("%s is ready. Open it with: routenlp-console --workspace %s\n", arguments.workspace.c_str(),
            arguments.workspace.c_str());
    }
    return kSuccess;
}

} // namespace

void addInit(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<InitArguments>();
    CLI::App* command = app.add_subcommand("init", "Create a workspace");
    command->add_option("--workspace", arguments->workspace, "Directory to create")->required();
    command->add_flag("--demo", arguments->isDemo, "With the tasks, tiers and prices of the bundled simulated workload");
    command->add_option("--seed", arguments->seed, "Seed of the simulated workload")->capture_default_str();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp init --workspace ~/routing\n  routenlp init --workspace demo --demo");
    command->callback([&action, arguments] { action = [arguments] { return runInit(*arguments); }; });
}

} // namespace app::commands
