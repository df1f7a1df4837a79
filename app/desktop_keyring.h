#pragma once

#include "core/base/result.h"

#include <chrono>
#include <optional>
#include <string>

/// The desktop's keyring (the Secret Service through libsecret, or KWallet), through QtKeychain; never QtKeychain's
/// plain-text fallback. Each call blocks until the keyring has answered, which may take a person who unlocks it, or until
/// its patience is over: TimedOut. Unavailable where no keyring answers, PermissionDenied where it refused. Needs a
/// QCoreApplication; thread-safe.
namespace app::keyring {

/// Nothing when the keyring has no such key.
[[nodiscard]] core::Result<std::optional<std::string>> read(const std::string& name, std::chrono::milliseconds patience);
[[nodiscard]] core::Result<void> store(
    const std::string& name, const std::string& value, std::chrono::milliseconds patience);
/// A key that is not there is removed already.
[[nodiscard]] core::Result<void> remove(const std::string& name, std::chrono::milliseconds patience);

} // namespace app::keyring
