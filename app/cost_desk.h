#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

namespace app {

/// Budgets and prices. `host` must outlive it.
class CostDesk {
public:
    explicit CostDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetMonthlyBudget& command);
    /// In force from the next query on.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SetTierPrice& command);

private:
    EngineHost& m_host;
};

} // namespace app
