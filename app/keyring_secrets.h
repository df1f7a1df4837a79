#pragma once

#include "app/environment_secrets.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace app {

/// Keys of model servers from the desktop's keyring, which keeps new ones, and from the environment. Where the keyring has
/// none or does not answer, "keyring:NAME" is the environment variable NAME, or else that of environmentVariableFor(NAME):
/// the workspace of a desk also serves on a machine without one. A keyring that failed is left alone for a while. What was
/// read stays in memory until it is stored anew.
class KeyringSecrets final : public core::ports::SecretStore {
public:
    [[nodiscard]] core::Result<std::optional<std::string>> secret(const std::string& name) const override;
    [[nodiscard]] core::Result<void> setSecret(const std::string& name, const std::string& value) override;

private:
    [[nodiscard]] core::Result<std::optional<std::string>> inKeyring(const std::string& name) const;

    EnvironmentSecrets m_environment;
    mutable std::mutex m_mutex; ///< guards what follows; not held while the keyring is asked
    mutable std::map<std::string, std::string> m_read;
    mutable std::optional<core::Error> m_failure;
    mutable std::chrono::steady_clock::time_point m_failedAt;
};

} // namespace app
