#include "app/commands/command.h"

#include "app/commands/command_line.h"
#include "app/commands/open_host.h"
#include "app/commands/workspace_gateway.h"
#include "app/control_server.h"
#include "app/demo_session.h"
#include "app/in_process_console_service.h"
#include "app/keyring_secrets.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <memory>

namespace app::commands {

namespace {

struct ServeArguments {
    std::string workspace;
    bool isDemo = false;
    double seconds = 0;
    std::string gatewayFile;
    std::optional<std::uint16_t> port;
    DemoOptions demo;
    bool isJson = false;
};

void printStatus(EngineHost& host, bool isJson)
{
    const core::ports::DecisionStoreStatus status = host.stores().decisions->status();
    std::size_t unfinished = 0;
    for (const core::domain::Run& run : host.supervisor().runs()) {
        unfinished += run.isFinal() ? 0 : 1;
    }
    if (isJson) {
        printJson({{"acknowledged", status.acknowledged}, {"in_sql", status.folded},
            {"unfinished_runs", unfinished}, {"error", status.lastError}});
    } else {
        printProgress(std::to_string(status.acknowledged) + " records acknowledged, "
            + std::to_string(unfinished) + " runs unfinished"
            + (status.lastError.empty() ? "" : ", recording in trouble: " + status.lastError));
    }
}

/// Blocks until SIGINT or SIGTERM arrives or the time is over, with a status every few seconds.
void serveUntilStopped(EngineHost& host, const ServeArguments& arguments, const sigset_t& signals)
{
    const auto start = std::chrono::steady_clock::now();
    const timespec pause{1, 0};
    for (int tick = 1;; ++tick) {
        if (sigtimedwait(&signals, nullptr, &pause) > 0) {
            return;
        }
        if (tick % 5 == 0) {
            printStatus(host, arguments.isJson);
        }
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (arguments.seconds > 0 && elapsed.count() >= arguments.seconds) {
            return;
        }
    }
}

/// Where a gateway was asked for here, or the workspace's was on when its last owner ended.
core::Result<void> startGateway(GatewayDesk& desk, const ServeArguments& arguments)
{
    if (arguments.gatewayFile.empty() && !arguments.port && !desk.isWanted()) {
        return {};
    }
    if (core::Result<void> started = desk.start(); !started) {
        return started;
    }
    if (arguments.isJson) {
        printJson({{"gateway", desk.baseUrl()}});
    } else {
        printProgress("gateway: " + desk.baseUrl());
    }
    return {};
}

int runServe(const ServeArguments& arguments)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    std::signal(SIGPIPE, SIG_IGN); // a client that is gone is an error of its connection only
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before any thread starts: they inherit it
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::IfMissing,
        arguments.isDemo ? std::optional(arguments.demo.seed) : std::nullopt);
    if (!host) {
        return reportError("serve", host.error(), arguments.isJson);
    }
    const core::Result<bool> isDemo = DemoSession::isDemo(**host);
    std::unique_ptr<DemoSession> demo;
    if (arguments.isDemo || (isDemo && *isDemo)) {
        core::Result<std::unique_ptr<DemoSession>> started = DemoSession::start(**host, arguments.demo);
        if (!started) {
            return reportError("serve", started.error(), arguments.isJson);
        }
        demo = std::move(*started);
    }
    KeyringSecrets secrets;
    auto gateway = std::make_unique<WorkspaceGateway>(**host, secrets, arguments.gatewayFile, arguments.port);
    auto service = std::make_unique<InProcessConsoleService>(**host, demo.get(), &gateway->desk());
    service->setSecrets(&secrets);
    core::Result<std::unique_ptr<ControlServer>> control
        = ControlServer::start((*host)->workspace(), *service, commandLinesOn(**host));
    if (!control) {
        return reportError("serve", control.error(), arguments.isJson);
    }
    if (const core::Result<void> started = startGateway(gateway->desk(), arguments); !started) {
        return reportError("serve", started.error(), arguments.isJson);
    }
    serveUntilStopped(**host, arguments, signals);
    control->reset();
    service.reset();
    gateway.reset();
    demo.reset();
    if (const core::Result<void> flushed = (*host)->stores().decisions->flush(); !flushed) {
        return reportError("serve", flushed.error(), arguments.isJson);
    }
    printStatus(**host, arguments.isJson);
    return kSuccess;
}

} // namespace

void addServe(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ServeArguments>();
    CLI::App* command
        = app.add_subcommand("serve", "Run a workspace without a window until it is told to stop");
    command->add_option("--workspace", arguments->workspace, "Workspace directory; created when missing")
        ->required();
    command->add_flag("--demo", arguments->isDemo, "With the bundled simulated workload");
    command->add_option("--rate", arguments->demo.queriesPerSecond, "Simulated queries a second")
        ->check(CLI::Range(0.1, 500.0))
        ->capture_default_str();
    command->add_option("--history-days", arguments->demo.historyDays, "Days of simulated history")
        ->check(CLI::Range(0, 365))
        ->capture_default_str();
    command
        ->add_option(
            "--gateway", arguments->gatewayFile, "Answer OpenAI-compatible requests as this file says")
        ->check(CLI::ExistingFile);
    command->add_option("--port", arguments->port, "Port of the gateway on 127.0.0.1; 0 takes a free one");
    command->add_option("--seconds", arguments->seconds, "Stop after this many seconds");
    command->add_flag("--json", arguments->isJson, "Print the status as JSON lines");
    command->footer(
        "SIGINT and SIGTERM stop it cleanly.\n\nExamples:\n  routenlp serve --workspace demo --demo\n"
        "  routenlp serve --workspace demo --demo --rate 20 --seconds 60 --json\n"
        "  routenlp serve --workspace prod --gateway gateway.json");
    command->callback([&action, arguments] { action = [arguments] { return runServe(*arguments); }; });
}

} // namespace app::commands
