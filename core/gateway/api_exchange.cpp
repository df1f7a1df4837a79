#include "core/gateway/api_exchange.h"

#include "core/gateway/forwarded_headers.h"
#include "core/providers/json_slices.h"

#include <cstdio>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

/// Whether the server's own words can be handed on.
bool isErrorObject(const std::string& body)
{
    const Result<providers::JsonSlices> json = providers::JsonSlices::scan(body);
    return json && json->raw("error").starts_with('{');
}

ApiError errorFor(const providers::EndpointFailure& failure, const std::string& tierId)
{
    const std::string tier = "Tier '" + tierId + "': ";
    if (failure.status == 401 || failure.status == 403) {
        return upstreamError(502, tier + "the model server refused the gateway's key.");
    }
    if (failure.kind == providers::EndpointFailure::Kind::Busy) {
        ApiError busy = upstreamError(503, tier + failure.message + ".");
        busy.retryAfterSeconds = 5;
        return busy;
    }
    if (failure.kind == providers::EndpointFailure::Kind::RateLimited) {
        ApiError limited = badRequest(tier + "rate limit reached.", {}, "rate_limit_exceeded");
        limited.status = 429;
        limited.type = "requests";
        return limited;
    }
    return upstreamError(502, tier + failure.message + ".");
}

} // namespace

std::string ApiExchange::header(std::string_view name) const
{
    const auto value = http[beast::string_view(name.data(), name.size())];
    return std::string(value.data(), value.size());
}

double ApiExchange::elapsedMs() const
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

asio::awaitable<void> ApiExchange::refuse(const ApiError& error)
{
    context.metrics.count("routenlp_refusals_total", "status=\"" + std::to_string(error.status) + "\"");
    HttpReply answer;
    answer.status = error.status;
    answer.body = error.json();
    answer.headerLines = idLine();
    if (error.retryAfterSeconds) {
        answer.headerLines += "retry-after: " + std::to_string(*error.retryAfterSeconds) + "\r\n";
    }
    co_await client.respond(answer);
}

asio::awaitable<void> ApiExchange::reply(std::string json, std::string headerLines)
{
    HttpReply answer;
    answer.body = std::move(json);
    answer.headerLines = idLine() + headerLines;
    co_await client.respond(answer);
}

HttpReply replyFor(const providers::EndpointFailure& failure, const std::string& tierId)
{
    HttpReply reply;
    reply.headerLines = relayedHeaderLines(failure.headers);
    if (failure.kind == providers::EndpointFailure::Kind::RateLimited && failure.headers["retry-after"].empty()) {
        reply.headerLines += "retry-after: 1\r\n";
    }
    const bool isKeyRefused = failure.status == 401 || failure.status == 403;
    if (failure.status >= 400 && !isKeyRefused && isErrorObject(failure.body)) {
        reply.status = failure.status;
        reply.body = failure.body;
        return reply;
    }
    const ApiError error = errorFor(failure, tierId);
    reply.status = error.status;
    reply.body = error.json();
    if (error.retryAfterSeconds) {
        reply.headerLines += "retry-after: " + std::to_string(*error.retryAfterSeconds) + "\r\n";
    }
    return reply;
}

std::string routeLine(std::string_view name, std::string_view value)
{
    std::string line = "x-routenlp-";
    line.append(name).append(": ");
    for (const char c : value) {
        line += c >= 0x20 && c < 0x7f ? c : '?';
    }
    return line + "\r\n";
}

std::string routeLine(std::string_view name, double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return routeLine(name, std::string_view(text.data()));
}

} // namespace core::gateway
