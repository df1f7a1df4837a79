#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

namespace app {

/// Policy versions. `host` must outlive it.
class PolicyDesk {
public:
    explicit PolicyDesk(EngineHost& host)
        : m_host(host)
    {
    }

    /// Reports success only after the new version was read back as the active one.
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RevertPolicy& command);

private:
    EngineHost& m_host;
};

} // namespace app
