#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/client_key.h"

#include <string>
#include <vector>

namespace core::ports {

/// The client programs' keys and what each has spent. Thread-safe.
class ClientKeyStore {
public:
    virtual ~ClientKeyStore() = default;
    [[nodiscard]] virtual Result<std::vector<domain::ClientKey>> clientKeys() const = 0;
    /// Inserts or replaces by id.
    [[nodiscard]] virtual Result<void> saveClientKey(const domain::ClientKey& key) = 0;
    /// Known cost of the key's queries at or after `since`.
    [[nodiscard]] virtual Result<domain::Money> spentSince(const std::string& keyId, TimePoint since) const = 0;
};

} // namespace core::ports
