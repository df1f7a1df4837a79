#include "app/commands/open_host.h"

#include "app/commands/command.h"
#include "app/commands/command_session.h"
#include "app/worker_launcher.h"
#include "core/base/hash.h"

#include <chrono>
#include <cmath>
#include <thread>

namespace app::commands {

using core::Result;
namespace domain = core::domain;

namespace {

Result<void> waitForRun(EngineHost& host, const std::string& runId)
{
    int lastPercent = -1;
    while (true) {
        for (const domain::Run& run : host.supervisor().runs()) {
            if (run.id != runId) {
                continue;
            }
            const int percent = static_cast<int>(std::floor(run.progress * 100.0));
            if (percent >= lastPercent + 5 || (run.isFinal() && percent != lastPercent)) {
                lastPercent = percent;
                printProgress(run.taskId + ": " + (run.stage.empty() ? "starting" : run.stage) + " "
                    + std::to_string(percent) + "%" + (run.isFinal() ? "\n" : ""));
            }
            if (run.state == domain::RunState::Succeeded) {
                return {};
            }
            if (run.isFinal()) {
                return core::fail(core::ErrorCode::Internal, "training for '" + run.taskId + "': " + run.errorMessage);
            }
        }
        if (const CommandSession* session = CommandSession::current(); session != nullptr && !session->isAskerWaiting()) {
            return core::fail(core::ErrorCode::Cancelled, "the process that owns the workspace is ending");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace

Result<HostPointer> openHost(
    const std::string& workspace, CreateWorkspace create, std::optional<std::uint64_t> seed)
{
    if (CommandSession* session = CommandSession::current(); session != nullptr) {
        return HostPointer(&session->host(), HostCloser{false});
    }
    EngineHostOptions options;
    options.workspace = workspace;
    options.createsIfMissing = create == CreateWorkspace::IfMissing;
    if (seed) {
        options.splitKey = core::sha256Hex("routenlp-split-" + std::to_string(*seed));
    }
    options.workerProgram = siblingProgram("routenlp");
    options.loaders = modelLoaders();
    Result<std::unique_ptr<EngineHost>> host = EngineHost::open(std::move(options));
    if (!host && create == CreateWorkspace::IfMissing && host.error().message.starts_with("cannot create")) {
        return core::fail(host.error().code,
            host.error().message + "; --workspace must name a directory that you may write");
    }
    return host ? Result<HostPointer>(HostPointer(host->release())) : core::fail(host.error());
}

Result<void> trainTasks(EngineHost& host, const std::vector<std::string>& taskIds,
    const core::engine::OnboardingOptions& options)
{
    for (const std::string& taskId : taskIds) {
        const Result<std::string> run
            = host.supervisor().start(domain::RunKind::StudentTraining, taskId, core::engine::toJson(options));
        if (!run) {
            return core::fail(run.error());
        }
        if (Result<void> done = waitForRun(host, *run); !done) {
            return done;
        }
    }
    return {};
}

} // namespace app::commands
