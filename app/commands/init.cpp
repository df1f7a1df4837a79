#include "app/commands/command.h"

#include "app/commands/open_host.h"
#include "app/demo_session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>

namespace app::commands {

namespace {

constexpr std::uint64_t kDemoSeed = 1;

struct InitArguments {
    std::string workspace;
    bool isDemo = false;
    std::optional<std::uint64_t> seed;
    bool isJson = false;
};

int runInit(const InitArguments& arguments)
{
    const std::uint64_t seed = arguments.seed.value_or(kDemoSeed);
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::IfMissing,
        arguments.isDemo ? std::optional(seed) : arguments.seed);
    if (!host) {
        return reportError("init", host.error(), arguments.isJson);
    }
    if (arguments.isDemo) {
        if (const core::Result<void> created = createDemoPortfolio(**host, seed); !created) {
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
    command->add_option("--seed", arguments->seed, 
        "Seed of the splits of a new workspace, drawn at random without it, and of the simulated workload (1 without it)");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp init --workspace ~/routing\n  routenlp init --workspace demo --demo");
    command->callback([&action, arguments] { action = [arguments] { return runInit(*arguments); }; });
}

} // namespace app::commands
