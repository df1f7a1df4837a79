#include "app/environment_secrets.h"

#include <cstdlib>

namespace app {

core::Result<std::optional<std::string>> EnvironmentSecrets::secret(const std::string& name) const
{
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::optional<std::string>() : std::optional<std::string>(value);
}

core::Result<void> EnvironmentSecrets::setSecret(const std::string& name, const std::string&)
{
    return core::fail(core::ErrorCode::Unsupported,
        "the key '" + name + "' is read from the environment; set the variable where the program is started");
}

} // namespace app
