#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"
#include "core/ports/secret_store.h"

namespace app {

/// Tasks, tiers and the keys of their servers. `host` must outlive it.
class PortfolioDesk {
public:
    explicit PortfolioDesk(EngineHost& host)
        : m_host(host)
    {
    }

    /// Where keys are kept; none: they cannot be.
    void setSecrets(core::ports::SecretStore* secrets) { m_secrets = secrets; }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SaveTask& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ArrangeTier& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StoreSecret& command);

private:
    EngineHost& m_host;
    core::ports::SecretStore* m_secrets = nullptr;
};

} // namespace app
