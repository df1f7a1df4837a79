#include "core/gateway/request_origin.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

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
    if (!origin.empty() && !isListed(origin, options.allowedOrigins)) {
        return forbidden(
            "Pages of '" + std::string(origin) + "' may not use this gateway.", "origin_not_allowed");
    }
    return std::nullopt;
}

} // namespace core::gateway
