#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::ports {

/// A key is named by the environment variable that holds it, or as "keyring:NAME" by its name in the desktop's keyring.
inline constexpr std::string_view kKeyringPrefix = "keyring:";

[[nodiscard]] inline std::string inKeyring(std::string_view name)
{
    return std::string(kKeyringPrefix).append(name);
}

/// NAME of "keyring:NAME"; nothing for an environment variable.
[[nodiscard]] inline std::optional<std::string> keyringName(std::string_view name)
{
    return name.starts_with(kKeyringPrefix) ? std::optional(std::string(name.substr(kKeyringPrefix.size())))
                                            : std::nullopt;
}

/// The environment variable that stands in for NAME of a keyring, as POSIX names one (IEEE Std 1003.1, 8.1): upper case,
/// digits and "_", no digit first. "open-ai.eu" is OPEN_AI_EU.
[[nodiscard]] inline std::string environmentVariableFor(std::string_view keyringName)
{
    std::string variable;
    for (const char c : keyringName) {
        const bool isLower = c >= 'a' && c <= 'z';
        const bool isKept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        variable += isLower ? static_cast<char>(c - 'a' + 'A') : isKept ? c : '_';
    }
    const bool mayStart = !variable.empty() && !(variable.front() >= '0' && variable.front() <= '9');
    return mayStart ? variable : "_" + variable;
}

/// Keys of model servers, by name: a desktop keyring or the environment. May block; thread-safe.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    [[nodiscard]] virtual Result<std::optional<std::string>> secret(const std::string& name) const = 0;
    /// `name` as the keyring knows it, without the prefix. An empty value removes the key.
    [[nodiscard]] virtual Result<void> setSecret(const std::string& name, const std::string& value) = 0;
};

} // namespace core::ports
