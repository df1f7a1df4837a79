#include "app/keyring_secrets.h"

#include "app/desktop_keyring.h"

namespace app {

using core::Result;

namespace {

constexpr std::chrono::seconds kReadPatience{10};
constexpr std::chrono::seconds kStorePatience{60}; // a person asked for it and may have to unlock the keyring
constexpr std::chrono::seconds kRestAfterFailure{30};

/// What a failed keyring leaves to be done for the key.
core::Error withAdvice(core::Error error, const std::string& name)
{
    if (error.code == core::ErrorCode::Unavailable) {
        error.message += "; set the environment variable " + core::ports::environmentVariableFor(name)
            + " where the program is started";
    }
    return error;
}

} // namespace

Result<std::optional<std::string>> KeyringSecrets::secret(const std::string& name) const
{
    const std::optional<std::string> kept = core::ports::keyringName(name);
    if (!kept) {
        return m_environment.secret(name);
    }
    Result<std::optional<std::string>> key = inKeyring(*kept);
    if (key && *key) {
        return key;
    }
    Result<std::optional<std::string>> variable = m_environment.secret(*kept);
    if (variable && !*variable) {
        variable = m_environment.secret(core::ports::environmentVariableFor(*kept));
    }
    return key || (variable && *variable) ? variable : core::fail(withAdvice(key.error(), *kept));
}

Result<std::optional<std::string>> KeyringSecrets::inKeyring(const std::string& name) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto read = m_read.find(name); read != m_read.end()) {
            return std::optional(read->second);
        }
        if (m_failure && std::chrono::steady_clock::now() < m_failedAt + kRestAfterFailure) {
            return core::fail(*m_failure);
        }
    }
    Result<std::optional<std::string>> key = keyring::read(name, kReadPatience);
    const std::lock_guard lock(m_mutex);
    m_failure = key ? std::nullopt : std::optional(key.error());
    m_failedAt = std::chrono::steady_clock::now();
    if (key && *key) {
        m_read[name] = **key;
    }
    return key;
}

Result<void> KeyringSecrets::setSecret(const std::string& name, const std::string& value)
{
    const Result<void> done
        = value.empty() ? keyring::remove(name, kStorePatience) : keyring::store(name, value, kStorePatience);
    if (!done) {
        return core::fail(withAdvice(done.error(), name));
    }
    const std::lock_guard lock(m_mutex);
    m_failure.reset();
    m_read.erase(name); // read again when it is needed: what counts is what the keyring kept
    return {};
}

} // namespace app
