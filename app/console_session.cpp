#include "app/console_session.h"

#include "app/attached_console_service.h"
#include "app/commands/command_line.h"
#include "app/coverage_reports.h"
#include "app/failure_cluster_finder.h"
#include "app/in_process_console_service.h"
#include "app/log_estimator.h"
#include "app/model_loaders.h"
#include "app/policy_archive.h"
#include "app/run_archive.h"
#include "app/read_only_console_service.h"
#include "app/worker_launcher.h"
#include "app/workspace_loop_planner.h"
#include "app/workspace_router_comparer.h"
#include "core/base/hash.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/router_trainer.h"
#include "core/torch/student_trainer.h"

#include <spdlog/spdlog.h>

namespace app {

using core::Result;

namespace {

/// A port as the window wants it, of an object that the session owns and outlives the window with.
template <typename Port>
std::shared_ptr<Port> borrowed(Port* port)
{
    return {port, [](Port*) {}};
}

} // namespace

Result<std::unique_ptr<ConsoleSession>> ConsoleSession::open(const ConsoleArguments& arguments)
{
    std::unique_ptr<ConsoleSession> session(new ConsoleSession);
    session->m_workspace = arguments.workspace;
    Result<void> opened
        = arguments.isReadOnly ? session->openReadOnly(arguments) : session->openAsOwner(arguments);
    if (!opened && opened.error().code == core::ErrorCode::Locked) {
        const Result<void> attached = session->openAttached(arguments);
        opened = attached ? attached : std::move(opened);
    }
    if (!opened) {
        return core::fail(opened.error());
    }
    return session;
}

Result<void> ConsoleSession::openAsOwner(const ConsoleArguments& arguments)
{
    const DemoOptions demo;
    EngineHostOptions options;
    options.workspace = arguments.workspace;
    options.createsIfMissing = true;
    options.workerProgram
        = arguments.workerProgram.empty() ? siblingProgram("routenlp") : arguments.workerProgram;
    options.loaders = makeModelLoaders();
    if (arguments.isDemo) {
        options.splitKey = core::sha256Hex("routenlp-split-" + std::to_string(demo.seed));
    }
    Result<std::unique_ptr<EngineHost>> host = EngineHost::open(std::move(options));
    if (!host) {
        return core::fail(host.error());
    }
    m_host = std::move(*host);
    const Result<bool> isDemo = DemoSession::isDemo(*m_host);
    if (!isDemo) {
        return core::fail(isDemo.error());
    }
    if (arguments.isDemo || *isDemo) {
        Result<std::unique_ptr<DemoSession>> session = DemoSession::start(*m_host, demo);
        if (!session) {
            return core::fail(session.error());
        }
        m_demo = std::move(*session);
    }
    m_gateway = std::make_unique<commands::WorkspaceGateway>(*m_host, m_secrets);
    auto service = std::make_shared<InProcessConsoleService>(*m_host, m_demo.get(), &m_gateway->desk());
    service->setSecrets(&m_secrets);
    m_service = std::move(service);
    Result<std::unique_ptr<ControlServer>> control = 
        ControlServer::start(arguments.workspace, *m_service, commands::commandLinesOn(*m_host));
    if (!control) {
        return core::fail(control.error());
    }
    m_control = std::move(*control);
    if (m_gateway->desk().isWanted()) {
        // A port that is taken is among the problems that the window shows.
        if (const Result<void> started = m_gateway->desk().start(); !started) {
            spdlog::warn("gateway: {}", started.error().message);
        }
    }
    return {};
}

Result<void> ConsoleSession::openAttached(const ConsoleArguments& arguments)
{
    Result<std::unique_ptr<AttachedConsoleService>> service = AttachedConsoleService::attach(arguments.workspace);
    if (!service) {
        return core::fail(service.error());
    }
    if (Result<void> history = openHistory(arguments); !history) {
        return history;
    }
    m_service = std::move(*service);
    return {};
}

Result<void> ConsoleSession::openHistory(const ConsoleArguments& arguments)
{
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    m_readOnlyWorkspace = std::move(*workspace);
    m_stores = db::openStores(*m_readOnlyWorkspace);
    return {};
}

Result<void> ConsoleSession::openReadOnly(const ConsoleArguments& arguments)
{
    if (Result<void> history = openHistory(arguments); !history) {
        return history;
    }
    m_service = std::make_shared<ReadOnlyConsoleService>(m_stores, arguments.workspace, m_secrets);
    return {};
}

bool ConsoleSession::embedsGateway() const
{
    return m_gateway != nullptr && !m_gateway->desk().baseUrl().empty();
}

void ConsoleSession::serveInBackground(bool isBackground)
{
    if (m_gateway != nullptr) {
        m_gateway->desk().setBackground(isBackground);
    }
}

std::shared_ptr<core::ports::MetricsHistory> ConsoleSession::metrics()
{
    return borrowed(stores().metrics.get());
}

std::shared_ptr<core::ports::RequestHistory> ConsoleSession::requests()
{
    return borrowed(stores().requests.get());
}

std::shared_ptr<core::ports::CostHistory> ConsoleSession::costs()
{
    return borrowed(stores().costs.get());
}

std::shared_ptr<core::ports::CoverageHistory> ConsoleSession::coverage()
{
    return std::make_shared<CoverageReports>(stores());
}

std::shared_ptr<core::ports::ReviewQueue> ConsoleSession::reviews()
{
    return borrowed(stores().reviews.get());
}

std::shared_ptr<core::ports::CostBook> ConsoleSession::costBook()
{
    return borrowed(stores().costBook.get());
}

std::shared_ptr<core::ports::PolicyHistory> ConsoleSession::policies()
{
    return std::make_shared<PolicyArchive>(stores());
}

std::shared_ptr<core::ports::StudyBook> ConsoleSession::studies()
{
    return borrowed(stores().studies.get());
}

std::shared_ptr<core::ports::RunHistory> ConsoleSession::runs()
{
    return std::make_shared<RunArchive>(stores(), m_workspace);
}

std::shared_ptr<core::ports::RouterComparer> ConsoleSession::routers()
{
    return std::make_shared<WorkspaceRouterComparer>(m_workspace);
}

std::shared_ptr<core::ports::LoopHistory> ConsoleSession::loops()
{
    return borrowed<core::ports::LoopHistory>(stores().loops.get());
}

std::shared_ptr<core::ports::LoopPlanner> ConsoleSession::planner()
{
    return std::make_shared<WorkspaceLoopPlanner>(stores(), m_workspace, [] {
        const auto quality = [](const core::domain::Task& task, const std::string& answer, const core::domain::Example& example) {
            return core::evaluation::answerQuality(task, answer, example.reference);
        };
        return LoopWorkbench::Models{core::torch::makeStudentTrainer(quality), core::torch::makeRouterTrainer()};
    });
}

std::shared_ptr<core::ports::LogEstimator> ConsoleSession::estimator()
{
    return std::make_shared<FileLogEstimator>(core::engine::LogEstimationOptions{}, stores().portfolio.get());
}

std::shared_ptr<core::ports::ClusterFinder> ConsoleSession::clusters()
{
    return std::make_shared<FailureClusterFinder>(stores());
}

} // namespace app
