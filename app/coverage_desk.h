#pragma once

#include "app/engine_host.h"
#include "core/ports/commands/coverage_commands.h"
#include "core/ports/console_service.h"

namespace app {

/// What an operator does about alarms.
class CoverageDesk {
public:
    explicit CoverageDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::AcknowledgeAlarm& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StartProbation& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetAlarmResponse& command);

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ApplyPolicyDraft& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetShadowPlan& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::CertifyFromShadow& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::JudgeShadowAnswer& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetPromiseScope& command);

private:
    EngineHost& m_host;
};

} // namespace app
