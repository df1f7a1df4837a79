#pragma once

#include "app/engine_host.h"
#include "app/gateway_desk.h"
#include "core/ports/comparison_store.h"
#include "core/ports/console_service.h"

#include <string>

namespace app {

/// Tuned models on their way into the place of a tier's model: compared, in shadow, promoted, taken back. Commands that every
/// challenger knows (ShadowChallenger, PromoteChallenger) come here where the run is a comparison.
class TunedModelDesk {
public:
    /// `gateway` null: no model server is known here. Both must outlive it.
    TunedModelDesk(EngineHost& host, GatewayDesk* gateway)
        : m_host(host)
        , m_gateway(gateway)
    {
    }

    /// Whether the run compares a tuned model.
    [[nodiscard]] bool isComparison(const std::string& runId) const;

    [[nodiscard]] core::Result<core::ports::CommandReceipt> compare(const core::ports::CompareTunedModel& command);
    /// Lets the tuned model answer beside the traffic of a task.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> shadow(const core::ports::ShadowChallenger& command);
    /// Refused where a gate failed on any task, on gate texts or beside the traffic, and where the tier has another model by
    /// now. A reason is needed where some task's gates could not decide, a task was not compared, or fewer than
    /// kLeastInShadow queries were compared beside the traffic.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> promote(const core::ports::PromoteChallenger& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> takeBack(const core::ports::TakeBackTunedModel& command);

    static constexpr std::int64_t kLeastInShadow = 50;

private:
    [[nodiscard]] core::Result<core::domain::TunedModel> tunedModelOf(const std::string& runId) const;
    [[nodiscard]] core::Result<core::domain::Tier> tierOf(const std::string& tierId) const;
    [[nodiscard]] core::Result<std::string> install(const core::ports::TierTakeover& what);

    EngineHost& m_host;
    GatewayDesk* const m_gateway;
};

} // namespace app
