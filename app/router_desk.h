#pragma once

#include "app/engine_host.h"
#include "core/domain/route_explanation.h"
#include "core/ports/commands/router_commands.h"
#include "core/ports/console_service.h"

namespace app {

/// What an operator does with routers and plans.
class RouterDesk {
public:
    explicit RouterDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::TrainRouter& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::UseRouter& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetRouteLimits& command);

    /// Why the router that was in force expected what it expected of a recorded query.
    [[nodiscard]] core::Result<core::domain::RouteExplanation> explain(const std::string& queryId) const;

private:
    [[nodiscard]] core::Result<core::domain::PolicyVersion> recertified(const std::string& taskId,
        const core::engine::RiskRecalibration::Served& served, const std::string& reason,
        const std::function<void(core::domain::TaskPolicy&)>& change);

    EngineHost& m_host;
};

} // namespace app
