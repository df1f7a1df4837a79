#pragma once

#include "app/console_arguments.h"
#include "app/control_server.h"
#include "app/commands/workspace_gateway.h"
#include "app/demo_session.h"
#include "app/engine_host.h"
#include "app/keyring_secrets.h"
#include "core/ports/console_service.h"
#include "core/ports/cost_history.h"
#include "core/ports/coverage_history.h"
#include "core/ports/failure_history.h"
#include "core/ports/history.h"
#include "core/ports/cost_book.h"
#include "core/ports/log_estimator.h"
#include "core/ports/policy_history.h"
#include "core/ports/loop_planner.h"
#include "core/ports/loop_store.h"
#include "core/ports/review_queue.h"
#include "core/ports/router_comparer.h"
#include "core/ports/run_history.h"
#include "core/ports/study_book.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <filesystem>
#include <memory>

namespace app {

/// The engine side of the window: owns the workspace, or is attached to the process that owns it, or only looks at it.
/// Members are destroyed in reverse order: control socket, service, gateway, demo traffic, engine and stores last.
class ConsoleSession {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<ConsoleSession>> open(const ConsoleArguments& arguments);

    [[nodiscard]] std::shared_ptr<core::ports::ConsoleService> service() const { return m_service; }
    [[nodiscard]] std::shared_ptr<core::ports::MetricsHistory> metrics();
    [[nodiscard]] std::shared_ptr<core::ports::RequestHistory> requests();
    [[nodiscard]] std::shared_ptr<core::ports::CostHistory> costs();
    [[nodiscard]] std::shared_ptr<core::ports::ReviewQueue> reviews();
    [[nodiscard]] std::shared_ptr<core::ports::CoverageHistory> coverage();
    [[nodiscard]] std::shared_ptr<core::ports::ClusterFinder> clusters();
    [[nodiscard]] std::shared_ptr<core::ports::LoopHistory> loops();
    [[nodiscard]] std::shared_ptr<core::ports::LoopPlanner> planner();
    [[nodiscard]] std::shared_ptr<core::ports::LogEstimator> estimator();
    [[nodiscard]] std::shared_ptr<core::ports::CostBook> costBook();
    [[nodiscard]] std::shared_ptr<core::ports::PolicyHistory> policies();
    [[nodiscard]] std::shared_ptr<core::ports::StudyBook> studies();
    [[nodiscard]] std::shared_ptr<core::ports::RunHistory> runs();
    [[nodiscard]] std::shared_ptr<core::ports::RouterComparer> routers();

    /// Whether client programs are answered by this very process.
    [[nodiscard]] bool embedsGateway() const;
    /// From now on the process only lives for its gateway.
    void serveInBackground(bool isBackground);

private:
    ConsoleSession() = default;
    [[nodiscard]] core::Result<void> openAsOwner(const ConsoleArguments& arguments);
    /// The history is read beside the owner, everything else is asked of it.
    [[nodiscard]] core::Result<void> openAttached(const ConsoleArguments& arguments);
    [[nodiscard]] core::Result<void> openHistory(const ConsoleArguments& arguments);
    [[nodiscard]] core::Result<void> openReadOnly(const ConsoleArguments& arguments);
    [[nodiscard]] db::Stores& stores() { return m_host != nullptr ? m_host->stores() : m_stores; }

    std::filesystem::path m_workspace;
    std::unique_ptr<db::Workspace> m_readOnlyWorkspace;
    db::Stores m_stores; ///< of the read-only workspace
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<DemoSession> m_demo;
    KeyringSecrets m_secrets;
    std::unique_ptr<commands::WorkspaceGateway> m_gateway; ///< of an owner
    std::shared_ptr<core::ports::ConsoleService> m_service;
    std::unique_ptr<ControlServer> m_control;
};

} // namespace app
