// A client's bytes as the gateway reads them: head and body with its limits, origin, path, then the body as a request.
#include "core/gateway/api_request.h"
#include "core/gateway/gateway_options.h"
#include "core/gateway/percent_encoding.h"
#include "core/gateway/request_origin.h"
#include "core/providers/upstream_url.h"

#include "fuzz_target.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>
#include <string_view>

namespace http = boost::beast::http;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    core::gateway::GatewayOptions options;
    options.allowedOrigins = {"http://page.example"};
    http::request_parser<http::string_body> parser;
    parser.header_limit(options.maxHeaderBytes);
    parser.body_limit(options.maxBodyBytes);
    parser.eager(true);
    boost::system::error_code error;
    std::size_t used = 0;
    while (!error && !parser.is_done() && used < size) {
        const std::size_t taken = parser.put(boost::asio::buffer(data + used, size - used), error);
        used += taken;
        if (taken == 0) {
            break;
        }
    }
    if (error || !parser.is_header_done()) {
        return 0;
    }
    const auto refusal = core::gateway::checkOrigin(parser.get(), options);
    fuzz::require(!refusal || refusal->status >= 400, "a refusal is an error");
    if (core::gateway::isPreflight(parser.get(), options)) {
        const std::string kept = core::gateway::preflightReply(parser.get()).headerLines;
        for (std::string_view lines = kept; !lines.empty(); lines.remove_prefix(lines.find("\r\n") + 2)) {
            const std::size_t end = lines.find("\r\n");
            fuzz::require(end != std::string_view::npos, "every header line ends");
            const std::string_view line = lines.substr(0, end);
            fuzz::require(line.find_first_of("\r\n") == std::string_view::npos && line.find(": ") != std::string_view::npos,
                "a page cannot write header lines");
        }
    }
    const auto target = parser.get().target();
    const std::string_view path(target.data(), target.size());
    if (const auto decoded = core::gateway::percentDecoded(path); decoded) {
        fuzz::require(decoded->size() <= path.size(), "a decoded path is no longer than the path");
    }
    static_cast<void>(core::providers::parseUpstreamUrl(path));
    if (parser.is_done()) {
        static_cast<void>(core::gateway::ApiRequest::parse(parser.get().body()));
    }
    return 0;
}
