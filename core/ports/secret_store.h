#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>

namespace core::ports {

/// Keys of model servers, by name: a desktop keyring, the environment or a 0600 file. May block; thread-safe.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    [[nodiscard]] virtual Result<std::optional<std::string>> secret(const std::string& name) const = 0;
    [[nodiscard]] virtual Result<void> setSecret(const std::string& name, const std::string& value) = 0;
};

} // namespace core::ports
