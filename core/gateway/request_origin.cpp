#include "core/gateway/request_origin.h"

#include "core/gateway/forwarded_headers.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/verb.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace core::gateway {

namespace http = boost::beast::http;

namespace {

ApiError forbidden(std::string message, std::string code)
{
    ApiError error = badRequest(std::move(message), {}, std::move(code));
    error.status = 403;
    return error;
}

std::string_view hostName(std::string_view authority)
{
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        return end == std::string_view::npos ? std::string_view() : authority.substr(1, end - 1);
    }
    return authority.substr(0, authority.find(':'));
}

bool isListed(std::string_view value, const std::vector<std::string>& list)
{
    return std::any_of(list.begin(), list.end(), [&](const std::string& entry) {
        return boost::beast::iequals({entry.data(), entry.size()}, {value.data(), value.size()});
    });
}

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// Beside the key and the type of the body: what this gateway reads and what it hands on.
bool isReadHeader(boost::beast::string_view name)
{
    constexpr std::string_view kOwn = "x-routenlp-";
    const bool isOwn = boost::beast::iequals(name.substr(0, kOwn.size()), {kOwn.data(), kOwn.size()});
    return isOwn || isForwardedHeader(view(name));
}

} // namespace

bool isLoopback(std::string_view host)
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(host), error);
    return error ? boost::beast::iequals({host.data(), host.size()}, "localhost") : address.is_loopback();
}

std::optional<ApiError> checkOrigin(const HttpRequest& request, const GatewayOptions& options)
{
    if (request.count(http::field::host) > 1) {
        return badRequest("The request has several Host headers.");
    }
    const std::string_view host = hostName(view(request[http::field::host]));
    const bool isOwnAddress = host == options.address;
    if (!isLoopback(host) && !isOwnAddress && !isListed(host, options.allowedHosts)) {
        return forbidden("This gateway does not answer for the host '" + std::string(host)
                + "'. Add it to the allowed hosts if clients are meant to use it.",
            "host_not_allowed");
    }
    const std::string_view origin = view(request[http::field::origin]);
    if (!origin.empty() && allowedOrigin(request, options).empty()) {
        return forbidden(
            "Pages of '" + std::string(origin) + "' may not use this gateway.", "origin_not_allowed");
    }
    return std::nullopt;
}

std::string allowedOrigin(const HttpRequest& request, const GatewayOptions& options)
{
    const std::string_view origin = view(request[http::field::origin]);
    return isListed(origin, options.allowedOrigins) ? std::string(origin) : std::string();
}

std::string crossOriginLines(std::string_view origin, std::string_view headerLines)
{
    if (origin.empty()) {
        return {};
    }
    std::string exposed;
    while (!headerLines.empty()) {
        const std::string_view name = headerLines.substr(0, headerLines.find(':'));
        if (!name.starts_with("Access-Control-")) {
            exposed.append(exposed.empty() ? "" : ", ").append(name);
        }
        const std::size_t end = headerLines.find("\r\n");
        headerLines = end == std::string_view::npos ? std::string_view() : headerLines.substr(end + 2);
    }
    return "Access-Control-Allow-Origin: " + std::string(origin)
        + "\r\nVary: Origin\r\nAccess-Control-Expose-Headers: " + exposed + "\r\n";
}

bool isPreflight(const HttpRequest& request, const GatewayOptions& options)
{
    return request.method() == http::verb::options && !allowedOrigin(request, options).empty();
}

HttpReply preflightReply(const HttpRequest& request)
{
    std::string names = "authorization, content-type";
    for (const auto name : http::token_list(request[http::field::access_control_request_headers])) {
        if (isReadHeader(name)) {
            names.append(", ").append(name.data(), name.size());
        }
    }
    HttpReply reply;
    reply.status = 204;
    reply.headerLines = "Access-Control-Allow-Methods: GET, POST\r\nAccess-Control-Allow-Headers: " + names
        + "\r\nAccess-Control-Max-Age: 3600\r\n";
    return reply;
}

} // namespace core::gateway
