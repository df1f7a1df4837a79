#include "core/conformal/wording.h"

#include <array>
#include <charconv>

namespace core::conformal {

std::string decimal(double value, int digits)
{
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string("?");
}

std::string percent(double fraction)
{
    std::string text = decimal(100 * fraction, 2);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text + "%";
}

std::string counted(std::int64_t count, std::string_view noun)
{
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

} // namespace core::conformal
