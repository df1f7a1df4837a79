#pragma once

#include "app/demo_session.h"
#include "app/commands/open_host.h"
#include "app/engine_host.h"
#include "core/ports/console_service.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <memory>
#include <string>

namespace app::commands {

/// A workspace as a command steers it: through the process that owns it where one answers, otherwise by owning
/// it. A demo workspace that is owned here gets its traffic, its students and its history first.
class WorkspaceSession {
public:
    /// An error when `taskId` is no task of it, before anything is prepared. An empty id means all tasks.
    [[nodiscard]] static core::Result<std::unique_ptr<WorkspaceSession>> open(
        const std::string& workspace, const std::string& taskId);

    [[nodiscard]] core::ports::ConsoleService& service() { return *m_service; }
    /// For reading.
    [[nodiscard]] const db::Stores& stores() const { return m_host != nullptr ? m_host->stores() : m_stores; }

    /// Shows the run's progress on standard error until it ends; its error when it did not succeed. An interrupt cancels
    /// the run.
    [[nodiscard]] core::Result<core::domain::Run> waitForRun(const std::string& runId);

private:
    WorkspaceSession() = default;
    [[nodiscard]] core::Result<void> startDemo();
    void waitForDemo() const;

    HostPointer m_host; ///< null: another process owns the workspace
    std::unique_ptr<DemoSession> m_demo;
    std::unique_ptr<db::Workspace> m_readOnly;
    db::Stores m_stores;
    std::unique_ptr<core::ports::ConsoleService> m_service;
};

} // namespace app::commands
