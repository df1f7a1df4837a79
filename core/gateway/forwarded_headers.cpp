#include "core/gateway/forwarded_headers.h"

#include <utility> // before Asio on GCC 12

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace core::gateway {

namespace beast = boost::beast;

namespace {

/// Of headers of the client's request that a model server may see.
constexpr std::array<const char*, 6> kForwardedPrefixes{
    "user-agent", "x-stainless-", "openai-beta", "idempotency-key", "traceparent", "tracestate"};

bool startsWithNoCase(beast::string_view text, beast::string_view prefix)
{
    return text.size() >= prefix.size() && beast::iequals(text.substr(0, prefix.size()), prefix);
}

template <std::size_t Count>
bool hasPrefixOf(beast::string_view name, const std::array<const char*, Count>& prefixes)
{
    return std::any_of(
        prefixes.begin(), prefixes.end(), [&](const char* p) { return startsWithNoCase(name, p); });
}

template <typename Fields, std::size_t Count>
std::string linesWithPrefix(const Fields& fields, const std::array<const char*, Count>& prefixes)
{
    std::string lines;
    for (const auto& field : fields) {
        const beast::string_view name = field.name_string();
        const beast::string_view value = field.value();
        if (hasPrefixOf(name, prefixes)) {
            lines.append(name.data(), name.size()).append(": ");
            lines.append(value.data(), value.size()).append("\r\n");
        }
    }
    return lines;
}

} // namespace

bool isForwardedHeader(std::string_view name)
{
    return hasPrefixOf({name.data(), name.size()}, kForwardedPrefixes);
}

std::string forwardedHeaderLines(const HttpRequest& request)
{
    return linesWithPrefix(request, kForwardedPrefixes);
}

std::string relayedHeaderLines(const providers::UpstreamHeaders& headers)
{
    constexpr std::array<const char*, 5> kPrefixes{
        "retry-after", "x-ratelimit-", "openai-processing-ms", "openai-version", "x-should-retry"};
    return linesWithPrefix(headers, kPrefixes);
}

} // namespace core::gateway
