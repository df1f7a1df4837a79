#pragma once

#include "app/bypass_desk.h"
#include "app/cluster_desk.h"
#include "app/cost_desk.h"
#include "app/coverage_desk.h"
#include "app/demo_session.h"
#include "app/engine_host.h"
#include "app/gateway_desk.h"
#include "app/review_desk.h"
#include "app/key_desk.h"
#include "app/router_desk.h"
#include "app/policy_desk.h"
#include "app/portfolio_desk.h"
#include "app/run_desk.h"
#include "app/streaming_desk.h"
#include "app/study_desk.h"
#include "app/tuned_model_desk.h"
#include "app/loop_desk.h"
#include "core/ports/console_service.h"

#include <cstdint>
#include <memory>
#include <mutex>

namespace app {

/// ConsoleService on the engine of this very process. Thread-safe.
class InProcessConsoleService final : public core::ports::ConsoleService {
public:
    /// `demo` and `gateway` may be null. All must outlive the service.
    InProcessConsoleService(EngineHost& host, DemoSession* demo, GatewayDesk* gateway = nullptr);
    ~InProcessConsoleService() override;

    /// Where keys of model servers are kept; must outlive the service.
    void setSecrets(core::ports::SecretStore* secrets) { m_portfolioDesk.setSecrets(secrets); }

    [[nodiscard]] std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override;
    [[nodiscard]] core::Result<core::ports::CommandReceipt> execute(const core::ports::ConsoleCommand& command) override;
    void interrupt() override { m_studyDesk.interrupt(); }
    [[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const override;
    [[nodiscard]] core::Result<core::ports::PolicyPreview> previewPolicy(
        const core::ports::PolicyDraft& draft) const override;
    [[nodiscard]] core::Result<core::domain::RouteExplanation> explainRoute(
        const std::string& queryId) const override;

private:
    void reloadStored();
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RecordOutcome& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::JudgeAnswer& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::WithdrawJudgement& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::TrainStudents& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::CancelRun& command);
    template <typename Command>
        requires requires(CoverageDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_coverageDesk.run(command);
    }
    template <typename Command>
        requires requires(ClusterDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_clusterDesk.run(command);
    }
    template <typename Command>
        requires requires(GatewayDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_gateway != nullptr ? m_gateway->run(command) : noGateway();
    }
    [[nodiscard]] static core::Result<core::ports::CommandReceipt> noGateway();
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::AddToReview& command);
    template <typename Command>
        requires requires(RouterDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_routerDesk.run(command);
    }
    template <typename Command>
        requires requires(CostDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_costDesk.run(command);
    }
    template <typename Command>
        requires requires(PolicyDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_policyDesk.run(command);
    }
    template <typename Command>
        requires requires(StudyDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_studyDesk.run(command);
    }
    template <typename Command>
        requires requires(RunDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_runDesk.run(command);
    }
    template <typename Command>
        requires requires(PortfolioDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_portfolioDesk.run(command);
    }
    template <typename Command>
        requires requires(LoopDesk& desk, const Command& command) { desk.run(command); }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const Command& command)
    {
        return m_loopDesk.run(command);
    }
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetSimulatedTraffic& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetRiskLevel& command);

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::CompareTunedModel& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::TakeBackTunedModel& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::PromoteChallenger& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ShadowChallenger& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetBypass& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetStreamingMode& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::AddClientKey& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RevokeClientKey& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> withKeysRefreshed(
        core::Result<core::ports::CommandReceipt> done);

    EngineHost& m_host;
    DemoSession* const m_demo;
    GatewayDesk* const m_gateway;
    ReviewDesk m_reviews;
    BypassDesk m_bypassDesk;
    StreamingDesk m_streamingDesk;
    CoverageDesk m_coverageDesk;
    KeyDesk m_keyDesk;
    ClusterDesk m_clusterDesk;
    CostDesk m_costDesk;
    RouterDesk m_routerDesk;
    PolicyDesk m_policyDesk;
    StudyDesk m_studyDesk;
    RunDesk m_runDesk;
    PortfolioDesk m_portfolioDesk;
    LoopDesk m_loopDesk;
    TunedModelDesk m_tunedDesk;
    mutable std::mutex m_mutex;
    core::ports::ConsoleSnapshot m_stored; ///< the parts that only change with a reload
    mutable std::shared_ptr<const core::ports::ConsoleSnapshot> m_latest;
    mutable std::uint64_t m_revision = 0;
    mutable std::uint64_t m_acknowledged = 0;
    mutable core::TimePoint m_lastRecordAt; ///< when a snapshot first saw m_acknowledged records; until then of the history
};

} // namespace app
