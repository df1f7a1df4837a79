#pragma once

#include "core/ports/secret_store.h"

namespace app {

/// Keys of model servers from environment variables of their names: for programs without a desktop. Nothing
/// can be stored.
class EnvironmentSecrets final : public core::ports::SecretStore {
public:
    [[nodiscard]] core::Result<std::optional<std::string>> secret(const std::string& name) const override;
    [[nodiscard]] core::Result<void> setSecret(const std::string& name, const std::string& value) override;
};

} // namespace app
