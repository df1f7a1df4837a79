#include "core/gateway/percent_encoding.h"

#include <charconv>

namespace core::gateway {

std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        unsigned value = 0;
        const std::string_view digits = text.substr(at + 1, 2);
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 2 || parsed.ptr != digits.data() + 2) {
            return std::nullopt;
        }
        decoded += static_cast<char>(value);
        at += 2;
    }
    return decoded;
}

} // namespace core::gateway
