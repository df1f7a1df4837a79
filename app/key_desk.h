#pragma once

#include "core/ports/client_key_store.h"
#include "core/ports/console_service.h"

namespace app {

/// What operators do with client keys. The gateway takes changes over within a second.
class KeyDesk {
public:
    /// The store must outlive the desk.
    explicit KeyDesk(core::ports::ClientKeyStore& keys)
        : m_keys(keys)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::AddClientKey& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RevokeClientKey& command);

private:
    core::ports::ClientKeyStore& m_keys;
};

} // namespace app
