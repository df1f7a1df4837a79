#include "core/base/client_secret.h"

#include <sys/random.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace core {

std::string drawClientSecret()
{
    constexpr const char* kDigits = "0123456789abcdef";
    std::array<std::uint8_t, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        std::abort(); // whole for at most 256 bytes once the system has booted, getrandom(2)
    }
    std::string secret = "rnlp-";
    for (const std::uint8_t byte : bytes) {
        secret += kDigits[byte >> 4U];
        secret += kDigits[byte & 0xfU];
    }
    return secret;
}

} // namespace core
