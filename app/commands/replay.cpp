#include "app/commands/command.h"

#include "core/datasets/recording_file.h"
#include "core/gateway/replay_server.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <csignal>
#include <memory>

namespace app::commands {

namespace {

using core::gateway::ReplayOptions;
using core::gateway::ReplayServer;

struct ReplayArguments {
    std::string recording;
    std::string listen = "127.0.0.1:8089";
    std::string fault = "none";
    ReplayOptions options;
    bool isJson = false;
};

bool parseListen(const std::string& text, ReplayOptions& options)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) {
        return false;
    }
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + colon + 1, end, options.port);
    options.address = text.substr(0, colon);
    return parsed.ec == std::errc() && parsed.ptr == end;
}

int runReplay(ReplayArguments arguments)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    std::signal(SIGPIPE, SIG_IGN);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before any thread starts: they inherit it
    arguments.options.fault = *core::gateway::replayFaultFrom(arguments.fault);
    ReplayServer server(arguments.options);
    const auto visit = [&server](const core::domain::Example& example) {
        server.add(example);
        return true;
    };
    const core::Result<std::size_t> read = core::datasets::readRecordingFile(arguments.recording, {}, visit);
    if (!read) {
        return reportError("replay", read.error(), arguments.isJson);
    }
    if (const core::Result<void> started = server.start(); !started) {
        return reportError("replay", started.error(), arguments.isJson);
    }
    const std::string url
        = "http://" + arguments.options.address + ":" + std::to_string(server.port()) + "/v1";
    if (arguments.isJson) {
        printJson({{"replay", url}, {"queries", *read}});
    } else {
        printProgress(std::to_string(*read) + " recorded queries at " + url + "\n");
    }
    int signal = 0;
    sigwait(&signals, &signal);
    return kSuccess;
}

} // namespace

void addReplay(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ReplayArguments>();
    CLI::App* command = app.add_subcommand(
        "replay", "Serve a recording as an OpenAI-compatible model server until told to stop");
    command->add_option("--recording", arguments->recording, "Recording (JSON Lines, gzip or not)")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--listen", arguments->listen, "ADDRESS:PORT; port 0 takes a free one")
        ->capture_default_str()
        ->check([arguments](const std::string& text) {
            return parseListen(text, arguments->options) ? std::string()
                                                         : "'" + text + "' is no ADDRESS:PORT";
        });
    command->add_option("--speed", arguments->options.speed, "Divides the recorded times; 0: answers at once")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
    command->add_option("--fault", arguments->fault, "Fault of a share of the requests")
        ->capture_default_str()
        ->check(CLI::IsMember({"none", "cut", "429", "500", "slow", "garbage"}));
    command->add_option("--fault-share", arguments->options.faultShare, "That share")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--seed", arguments->options.seed, "Of the choice of the faulty ones")
        ->capture_default_str();
    command->add_flag("--json", arguments->isJson, "Print the address as one JSON object");
    command->footer(
        "A request may ask for a fault itself: header x-replay-fault: cut, 429, 500, slow or garbage.\n\n"
        "Example:\n  routenlp replay --recording answers.jsonl.gz --listen 127.0.0.1:8089 --fault 500 "
        "--fault-share 0.05");
    command->callback([&action, arguments] {
        parseListen(arguments->listen, arguments->options);
        action = [arguments] { return runReplay(*arguments); };
    });
}

} // namespace app::commands
