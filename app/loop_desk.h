#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

namespace app {

/// Carries out what operators ask of the closed loop. `host` must outlive it.
class LoopDesk {
public:
    explicit LoopDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StartLoop& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::DistilCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::FindClusters& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ResumeRun& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::PromoteChallenger& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ShadowChallenger& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetLoopSchedule& command);

private:
    [[nodiscard]] core::Result<core::ports::CommandReceipt> start(core::domain::RunKind kind,
        const std::string& taskId, const core::domain::LoopOptions& options);

    [[nodiscard]] core::Result<core::ports::CommandReceipt> beginTrial(
        const core::ports::ShadowChallenger& command, core::TimePoint since);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> endTrial(core::domain::ChallengerTrial trial);

    EngineHost& m_host;
};

} // namespace app
