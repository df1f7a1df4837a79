#include "core/providers/upstream_url.h"

#include <algorithm>

namespace core::providers {

namespace {

bool isPortNumber(std::string_view port)
{
    const bool isDigits = !port.empty() && port.size() <= 5
        && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isDigits && std::stoi(std::string(port)) > 0 && std::stoi(std::string(port)) <= 65535;
}

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("@?#\\\"<>").find(c) == std::string_view::npos;
    });
}

} // namespace

std::string UpstreamUrl::hostHeader() const
{
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (isTls ? "443" : "80") ? name : name + ":" + port;
}

Result<UpstreamUrl> parseUpstreamUrl(std::string_view url)
{
    const auto refuse = [&](std::string_view why) {
        return fail(ErrorCode::InvalidArgument,
            "'" + std::string(url) + "' is no base URL of a model server: " + std::string(why));
    };
    UpstreamUrl parsed;
    parsed.isTls = url.starts_with("https://");
    if (!parsed.isTls && !url.starts_with("http://")) {
        return refuse("it must begin with http:// or https://");
    }
    const std::string_view rest = url.substr(parsed.isTls ? 8 : 7);
    if (!isPlain(rest)) {
        return refuse("it must not hold credentials, a query or spaces");
    }
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view authority = rest.substr(0, slash);
    const std::size_t nameEnd
        = authority.starts_with('[') ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (nameEnd == std::string_view::npos || nameEnd == 0) {
        return refuse("it names no host");
    }
    const bool isBracketed = authority.starts_with('[');
    parsed.host = isBracketed ? authority.substr(1, nameEnd - 1) : authority.substr(0, nameEnd);
    const std::string_view port = authority.substr(nameEnd + (isBracketed ? 1 : 0));
    parsed.port = parsed.isTls ? "443" : "80";
    if (!port.empty()) {
        if (!port.starts_with(':') || !isPortNumber(port.substr(1))) {
            return refuse("the port must be a number from 1 to 65535");
        }
        parsed.port = port.substr(1);
    }
    parsed.path = rest.substr(slash);
    while (parsed.path.ends_with('/')) {
        parsed.path.pop_back();
    }
    return parsed;
}

} // namespace core::providers
