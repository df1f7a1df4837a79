#include "app/commands/train_router.h"

#include "app/attached_console_service.h"
#include "app/commands/command_session.h"
#include "app/commands/interrupt.h"
#include "app/commands/open_host.h"
#include "app/in_process_console_service.h"
#include "core/engine/router_training.h"
#include "db/workspace.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

namespace app::commands {

namespace {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

struct Arguments {
    std::string workspace;
    std::string taskId;
    std::string encoder = "none";
    bool isEncoderAlone = false;
    core::engine::RouterTrainingOptions options;
    bool ignoresPreferences = false;
    bool ignoresFeedback = false;
    bool isServed = false;
    bool isJson = false;
};

/// The workspace's own process where there is one, else this one.
struct Owner {
    HostPointer host;
    std::unique_ptr<ports::ConsoleService> service;
};

Result<Owner> openOwner(const std::string& workspace)
{
    Owner owner;
    if (Result<std::unique_ptr<AttachedConsoleService>> attached = AttachedConsoleService::attach(workspace); attached) {
        owner.service = std::move(*attached);
        return owner;
    }
    Result<HostPointer> host = openHost(workspace, CreateWorkspace::Never);
    if (!host) {
        return core::fail(host.error());
    }
    owner.host = std::move(*host);
    owner.service = std::make_unique<InProcessConsoleService>(*owner.host, nullptr);
    return owner;
}

/// Follows the run on standard error until it is over; an interrupt cancels it.
Result<domain::Run> followed(ports::ConsoleService& service, const std::string& runId, const Interrupt& interrupt)
{
    bool isCancelSent = false;
    int lastPercent = -1;
    while (true) {
        if (interrupt.hasCome() && !isCancelSent) {
            isCancelSent = true;
            if (const auto cancelled = service.execute(ports::CancelRun{runId}); !cancelled) {
                printProgress("cancelling: " + cancelled.error().message + "\n");
            }
        }
        const std::shared_ptr<const ports::ConsoleSnapshot> snapshot = service.snapshot();
        for (const domain::Run& run : snapshot->runs) {
            if (run.id != runId) {
                continue;
            }
            const int percent = static_cast<int>(std::floor(run.progress * 100.0));
            if (percent >= lastPercent + 2 || run.isFinal()) {
                lastPercent = percent;
                printProgress((run.stage.empty() ? std::string("starting") : run.stage) + " " + std::to_string(percent)
                    + "%" + (run.isFinal() ? "\n" : ""));
            }
            if (run.isFinal()) {
                return run;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

/// What the run left in the workspace.
Result<nlohmann::ordered_json> outcomeOf(const std::string& path, const std::string& runId)
{
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(path);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const auto artefacts = stores.runs->artefacts();
    const auto metrics = stores.runs->metrics(runId);
    if (!artefacts || !metrics) {
        return core::fail(artefacts ? metrics.error() : artefacts.error());
    }
    nlohmann::ordered_json json{{"run", runId}};
    for (const domain::Artefact& artefact : *artefacts) {
        if (artefact.runId == runId) {
            json["router"] = artefact.id;
            json["sha256"] = artefact.sha256;
            json["bytes"] = artefact.bytes;
            json["data_fingerprint"] = artefact.dataFingerprint;
        }
    }
    for (const domain::RunMetric& metric : *metrics) {
        json["metrics"][metric.name] = std::isfinite(metric.value) ? nlohmann::ordered_json(metric.value) : nullptr;
    }
    return json;
}

int run(Arguments arguments)
{
    arguments.options.router.encoderName = arguments.encoder;
    arguments.options.router.usesWords = !arguments.isEncoderAlone;
    arguments.options.usesPreferences = !arguments.ignoresPreferences;
    arguments.options.usesFeedback = !arguments.ignoresFeedback;
    Result<Owner> owner = openOwner(arguments.workspace);
    if (!owner) {
        return reportError("train router", owner.error(), arguments.isJson);
    }
    const Interrupt interrupt; // until all is said: a run that is done is reported whole
    const Result<ports::CommandReceipt> queued = owner->service->execute(
        ports::TrainRouter{arguments.taskId, core::engine::toJson(arguments.options)});
    if (!queued) {
        return reportError("train router", queued.error(), arguments.isJson);
    }
    const Result<domain::Run> run = followed(*owner->service, queued->reference, interrupt);
    if (!run) {
        return reportError("train router", run.error(), arguments.isJson);
    }
    if (run->state != domain::RunState::Succeeded) {
        const bool isCancelled = run->state == domain::RunState::Cancelled;
        return reportError("train router",
            {isCancelled ? core::ErrorCode::Cancelled : core::ErrorCode::Internal, run->errorMessage}, arguments.isJson);
    }
    Result<nlohmann::ordered_json> outcome = outcomeOf(arguments.workspace, run->id);
    if (!outcome) {
        return reportError("train router", outcome.error(), arguments.isJson);
    }
    const std::string router = outcome->value("router", std::string());
    if (arguments.isServed) {
        const Result<ports::CommandReceipt> used
            = owner->service->execute(ports::UseRouter{router, arguments.taskId, {}});
        if (!used) {
            return reportError("train router", used.error(), arguments.isJson);
        }
        (*outcome)["policy"] = used->reference;
    }
    if (arguments.isJson) {
        printJson(*outcome);
    } else {
        std::fprintf(out(), "%s (%s)\n%s", router.c_str(), arguments.isServed ? "served" : "not served yet",
            arguments.isServed ? "" : "Compare it: routenlp router compare; serve it: routenlp router use\n");
    }
    return kSuccess;
}

} // namespace

void addTrainRouter(CLI::App& train, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = train.add_subcommand("router", "Train a router on recorded answers, preferences and judgements");
    core::ports::RouterOptions& router = arguments->options.router;
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->taskId, "For one task alone; without it one router for all tasks");
    command->add_option("--encoder", arguments->encoder,
        "What reads a text beside the built-in n-grams: none, use-lite, URL#MODEL of an embeddings endpoint, or a "
        "TorchScript FILE.pt")
        ->capture_default_str();
    command->add_flag("--encoder-alone", arguments->isEncoderAlone, "The encoder instead of the n-grams, not beside them");
    command->add_option("--extend", arguments->options.baseRouter,
        "Id of a router that gets the workspace's new tiers and tasks; what it knows stays as it is");
    command->add_flag("--no-preferences", arguments->ignoresPreferences, "Leave imported preferences out");
    command->add_flag("--no-feedback", arguments->ignoresFeedback, "Leave judgements of live answers out");
    command->add_option("--beta", router.preferenceWeight, "Weight of preferences (Bradley-Terry)")->capture_default_str();
    command->add_option("--lambda-c", router.costWeight, "Weight of the expected relative cost")->capture_default_str();
    command->add_option("--lambda-q", router.targetWeight, "Weight of the hinge below the target")->capture_default_str();
    command->add_option("--seed", router.seed, "Seed of folds and order")->capture_default_str();
    command->add_flag("--use", arguments->isServed, "Serve it when it is trained, thresholds certified anew");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Interrupting cancels the run.\n\nExamples:\n  routenlp train router --workspace w --json\n"
                    "  routenlp train router --workspace w --encoder use-lite --use\n"
                    "  routenlp train router --workspace w --extend router-shared-1f2e3d4c");
    command->callback([&action, arguments] { action = [arguments] { return run(*arguments); }; });
}

} // namespace app::commands
