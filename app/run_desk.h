#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

namespace app {

/// Starts runs with chosen parameters. `host` must outlive it.
class RunDesk {
public:
    explicit RunDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StartTraining& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StartCalibration& command);

private:
    EngineHost& m_host;
};

} // namespace app
