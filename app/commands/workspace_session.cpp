#include "app/commands/workspace_session.h"

#include "app/attached_console_service.h"
#include "app/commands/command.h"
#include "app/commands/interrupt.h"
#include "app/commands/open_host.h"
#include "app/in_process_console_service.h"
#include "app/known_task.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace app::commands {

using core::Result;
namespace domain = core::domain;

namespace {

constexpr std::chrono::milliseconds kLookAgain{100};

std::string progressLine(const domain::Run& run)
{
    return (run.stage.empty() ? std::string("starting") : run.stage) + " "
        + std::to_string(static_cast<int>(run.progress * 100)) + "%";
}

} // namespace

Result<std::unique_ptr<WorkspaceSession>> WorkspaceSession::open(
    const std::string& workspace, const std::string& taskId)
{
    std::unique_ptr<WorkspaceSession> session(new WorkspaceSession);
    if (Result<std::unique_ptr<AttachedConsoleService>> owner = AttachedConsoleService::attach(workspace); owner) {
        Result<std::unique_ptr<db::Workspace>> readOnly = db::Workspace::openReadOnly(workspace);
        if (!readOnly) {
            return core::fail(readOnly.error());
        }
        session->m_readOnly = std::move(*readOnly);
        session->m_stores = db::openStores(*session->m_readOnly);
        session->m_service = std::move(*owner);
        if (Result<void> known = checkTask(*session->m_stores.portfolio, taskId); !known) {
            return core::fail(known.error());
        }
        return session;
    }
    Result<HostPointer> host = openHost(workspace, CreateWorkspace::Never);
    if (!host) {
        return core::fail(host.error());
    }
    session->m_host = std::move(*host);
    if (Result<void> started = session->startDemo(); !started) {
        return core::fail(started.error());
    }
    if (Result<void> known = checkTask(*session->stores().portfolio, taskId); !known) {
        return core::fail(known.error());
    }
    session->waitForDemo();
    session->m_service
        = std::make_unique<InProcessConsoleService>(*session->m_host, session->m_demo.get());
    return session;
}

Result<void> WorkspaceSession::startDemo()
{
    const Result<bool> isDemo = DemoSession::isDemo(*m_host);
    if (!isDemo || !*isDemo) {
        return isDemo ? Result<void>{} : core::fail(isDemo.error());
    }
    Result<std::unique_ptr<DemoSession>> demo = DemoSession::start(*m_host, {});
    if (!demo) {
        return core::fail(demo.error());
    }
    m_demo = std::move(*demo);
    return {};
}

void WorkspaceSession::waitForDemo() const
{
    if (m_demo == nullptr) {
        return;
    }
    std::string shown;
    while (!m_demo->isPrepared()) {
        const std::vector<domain::Run> runs = m_host->supervisor().runs();
        const auto running = std::ranges::find(runs, domain::RunState::Running, &domain::Run::state);
        std::string line = "Preparing the demo: "
            + (running == runs.end() ? "history " + std::to_string(static_cast<int>(m_demo->backfill().progress * 100)) + "%"
                                     : running->taskId + ", " + progressLine(*running));
        if (line != shown) {
            printProgress(line);
            shown = std::move(line);
        }
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    printProgress("The demo is prepared\n");
}

Result<domain::Run> WorkspaceSession::waitForRun(const std::string& runId)
{
    const Interrupt interrupt;
    bool isCancelSent = false;
    std::string shown;
    while (true) {
        if (interrupt.hasCome() && !isCancelSent) {
            isCancelSent = true;
            const auto cancelled = service().execute(core::ports::CancelRun{runId});
            printProgress(cancelled ? "cancelling\n" : "cancelling: " + cancelled.error().message + "\n");
        }
        const Result<std::optional<domain::Run>> run = stores().runs->run(runId);
        if (!run) {
            return core::fail(run.error());
        }
        if (!*run) {
            return core::fail(core::ErrorCode::NotFound, "no run '" + runId + "' in this workspace");
        }
        const std::string line = progressLine(**run);
        if (line != shown) {
            printProgress(line + ((*run)->isFinal() ? "\n" : ""));
            shown = line;
        }
        if ((*run)->isFinal()) {
            return (*run)->state == domain::RunState::Succeeded
                ? Result<domain::Run>(**run)
                : core::fail((*run)->state == domain::RunState::Cancelled ? core::ErrorCode::Cancelled
                                                                          : core::ErrorCode::Internal,
                      "run " + runId + ": " + (*run)->errorMessage);
        }
        std::this_thread::sleep_for(kLookAgain);
    }
}

} // namespace app::commands
