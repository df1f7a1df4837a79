#pragma once

#include <string>

namespace core {

/// A new key for a client program: "rnlp-" and 256 random bits of the system in hexadecimal digits. Shown once; only
/// its SHA-256 is kept.
[[nodiscard]] std::string drawClientSecret();

} // namespace core
