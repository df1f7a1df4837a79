#include "core/gateway/api_dispatch.h"

#include "core/base/uuid.h"
#include "core/gateway/api_exchange.h"
#include "core/gateway/api_request.h"
#include "core/gateway/feedback.h"
#include "core/gateway/model_pages.h"
#include "core/gateway/pass_through.h"
#include "core/gateway/percent_encoding.h"
#include "core/gateway/request_origin.h"
#include "core/gateway/routed_chat.h"
#include "core/gateway/worker_pool.h"

#include <boost/beast/http/verb.hpp>

#include <string_view>
#include <utility>
#include <variant>

namespace core::gateway {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view kRoutedPrefix = "routenlp/";
constexpr std::string_view kAnyTask = "auto";

ApiError wrongMethod(std::string_view method, std::string_view path)
{
    ApiError error = badRequest("Not allowed to " + std::string(method) + " on " + std::string(path) + ".",
        {}, "method_not_supported");
    error.status = 405;
    return error;
}

ApiError unknownRoute(std::string_view method, std::string_view path)
{
    ApiError error = badRequest(
        "Invalid URL (" + std::string(method) + " " + std::string(path) + ")", {}, "unknown_url");
    error.status = 404;
    return error;
}

ApiError unreadableError(const ClientConnection::Unreadable& why)
{
    ApiError error = badRequest(why.reason, {}, why.status == 413 ? "request_too_large" : "");
    error.status = why.status;
    return error;
}

/// The task to route within: empty when it is yet to be found, nothing for a model of the portfolio.
std::optional<std::string> routedTask(
    const ApiExchange& exchange, const ApiRequest& request, std::string_view path)
{
    const std::string_view model = request.model();
    const std::string header = exchange.header("x-routenlp-task");
    const bool isRoutedName = model.starts_with(kRoutedPrefix);
    if (path != "/chat/completions" || (!isRoutedName && header.empty())) {
        return std::nullopt;
    }
    const std::string named(isRoutedName ? model.substr(kRoutedPrefix.size()) : kAnyTask);
    const std::string task = named == kAnyTask ? header : named;
    return task == kAnyTask ? std::string() : task;
}

/// Reads the body, a long one on a worker.
asio::awaitable<tl::expected<ApiRequest, ApiError>> readCompletion(ApiExchange& exchange, bool isChat)
{
    auto read = [&body = exchange.http.body(), isChat]() -> tl::expected<ApiRequest, ApiError> {
        auto request = ApiRequest::parse(body);
        if (request && isChat) {
            if (const auto messages = request->checkMessages(); !messages) {
                return tl::unexpected(messages.error());
            }
        }
        return request;
    };
    if (exchange.http.body().size() <= kReadOnIoThread) {
        co_return read();
    }
    co_return co_await onWorkers(exchange.context.workers, std::move(read));
}

asio::awaitable<void> postCompletion(ApiExchange& exchange, const std::string& path)
{
    const auto request = co_await readCompletion(exchange, path == "/chat/completions");
    if (!request) {
        co_return co_await exchange.refuse(request.error());
    }
    const std::optional<std::string> task = routedTask(exchange, *request, path);
    if (task) {
        co_return co_await routedChat(exchange, *request, *task);
    }
    const std::shared_ptr<const LivePortfolio> portfolio = exchange.context.portfolio;
    const LiveEndpoint* target = portfolio->byModel(request->model());
    if (target == nullptr) {
        const ApiError error = modelNotFound(request->model());
        co_return co_await exchange.refuse(error);
    }
    const domain::TokenPrices prices = target->pricesOf(request->model());
    const bool isPriced = prices.inputPicoUsd && prices.outputPicoUsd;
    if (const std::optional<ApiError> refusal = exchange.context.access.admit(exchange.keyId, {}, isPriced);
        refusal) {
        co_return co_await exchange.refuse(*refusal);
    }
    co_await passThrough(exchange, *request, *target, path);
}

asio::awaitable<void> getModels(ApiExchange& exchange, std::string_view rest)
{
    if (rest.empty()) {
        co_return co_await exchange.reply(modelList(exchange.context, exchange.keyId));
    }
    const std::optional<std::string> model = percentDecoded(rest.substr(1));
    const std::optional<std::string> entry
        = model ? modelEntry(exchange.context, exchange.keyId, *model) : std::nullopt;
    if (!entry) {
        const ApiError error = modelNotFound(model.value_or(std::string(rest)));
        co_return co_await exchange.refuse(error);
    }
    co_await exchange.reply(*entry);
}

asio::awaitable<void> getMetrics(ApiExchange& exchange)
{
    GatewayContext& context = exchange.context;
    if (const std::optional<ApiError> refusal = context.access.checkMetrics(exchange.keyId); refusal) {
        co_return co_await exchange.refuse(*refusal);
    }
    context.metrics.setGauge("routenlp_requests_in_flight", static_cast<double>(context.requestsInFlight));
    context.metrics.setGauge(
        "routenlp_idle_upstream_connections", static_cast<double>(context.pool->idleConnections()));
    HttpReply page;
    page.contentType = "text/plain; version=0.0.4; charset=utf-8";
    page.headerLines = exchange.idLine();
    page.body = context.metrics.text();
    co_await exchange.client.respond(page);
}

/// Of this moment: an old warning of the writer is for the operator, not for a load balancer.
asio::awaitable<void> getReadiness(ApiExchange& exchange)
{
    GatewayContext& context = exchange.context;
    auto ask = [&services = context.services] {
        return services.engine.servingState() != nullptr && services.decisions.status().isStoring;
    };
    const bool isServing = co_await onWorkers(context.workers, std::move(ask));
    if (isServing && !context.isDraining) {
        co_return co_await exchange.reply(R"({"status":"ready"})");
    }
    const ApiError error = upstreamError(503, "The gateway is not ready to answer.");
    co_await exchange.refuse(error);
}

/// Pages that need no key.
bool isOpenPage(std::string_view method, std::string_view path)
{
    return method == "GET" && (path == "/healthz" || path == "/readyz");
}

asio::awaitable<bool> answerOpenPage(ApiExchange& exchange, std::string_view method, std::string_view path)
{
    if (!isOpenPage(method, path)) {
        co_return false;
    }
    if (path == "/healthz") {
        co_await exchange.reply(R"({"status":"ok"})");
    } else {
        co_await getReadiness(exchange);
    }
    co_return true;
}

asio::awaitable<void> answerPreflight(ApiExchange& exchange)
{
    HttpReply reply = preflightReply(exchange.http);
    reply.headerLines += exchange.idLine();
    co_await exchange.client.respond(reply);
}

std::string_view methodOf(const HttpRequest& head)
{
    const auto method = head.method_string();
    return {method.data(), method.size()};
}

std::string_view pathOf(const HttpRequest& head)
{
    const auto target = head.target();
    const std::string_view whole(target.data(), target.size());
    return whole.substr(0, whole.find('?'));
}

bool isCompletionPath(std::string_view path)
{
    return path == "/v1/chat/completions" || path == "/v1/embeddings";
}

/// The id of the client's key. A program that adds a header beside its library's sends two: the key that is known counts.
tl::expected<std::string, ApiError> keyOf(const AccessGuard& access, const HttpRequest& head)
{
    auto [next, end] = head.equal_range(boost::beast::http::field::authorization);
    const auto identify = [&](boost::beast::string_view value) { return access.identify({value.data(), value.size()}); };
    tl::expected<std::string, ApiError> found = identify(next == end ? boost::beast::string_view() : next->value());
    while (!found && next != end && ++next != end) {
        found = identify(next->value());
    }
    return found;
}

/// What can be refused before the body has come: who asks from where, and what the key has left. `keyId` becomes the
/// key's where nothing is refused.
std::optional<ApiError> refusalByHead(
    GatewayContext& context, const HttpRequest& head, std::optional<std::string>& keyId)
{
    if (std::optional<ApiError> foreign = checkOrigin(head, context.options); foreign) {
        return foreign;
    }
    auto found = keyOf(context.access, head);
    if (!found) {
        return found.error();
    }
    keyId = std::move(*found);
    return isCompletionPath(pathOf(head)) && methodOf(head) == "POST" ? context.access.exhaustion(*keyId)
                                                                      : std::nullopt;
}

/// `knownKey`: found by the header before the body came.
asio::awaitable<void> answer(ApiExchange& exchange, std::optional<std::string> knownKey)
{
    const std::string_view method = methodOf(exchange.http);
    const std::string_view path = pathOf(exchange.http);
    if (const std::optional<ApiError> refusal = checkOrigin(exchange.http, exchange.context.options);
        refusal) {
        co_return co_await exchange.refuse(*refusal);
    }
    if (isPreflight(exchange.http, exchange.context.options)) { // which carries no key
        co_return co_await answerPreflight(exchange);
    }
    const bool isAnswered = co_await answerOpenPage(exchange, method, path);
    if (isAnswered) {
        co_return;
    }
    if (knownKey) {
        exchange.keyId = std::move(*knownKey);
    } else {
        auto keyId = keyOf(exchange.context.access, exchange.http);
        if (!keyId) {
            co_return co_await exchange.refuse(keyId.error());
        }
        exchange.keyId = std::move(*keyId);
    }
    const bool isCompletion = isCompletionPath(path);
    const bool isModels = path == "/v1/models" || path.starts_with("/v1/models/");
    if (isCompletion && method == "POST") {
        const std::string api(path.substr(3));
        co_return co_await postCompletion(exchange, api);
    }
    if (isModels && method == "GET") {
        co_return co_await getModels(exchange, path.substr(10));
    }
    if (path == "/v1/feedback" && method == "POST") {
        co_return co_await postFeedback(exchange);
    }
    if (path == "/metrics" && method == "GET") {
        co_return co_await getMetrics(exchange);
    }
    const bool isKnown = isCompletion || isModels || path == "/metrics" || path == "/v1/feedback";
    const ApiError error = isKnown ? wrongMethod(method, path) : unknownRoute(method, path);
    co_await exchange.refuse(error);
}

/// Counts a request while it is answered, however that ends.
class InFlight {
public:
    explicit InFlight(std::size_t& count)
        : m_count(count)
    {
        ++m_count;
    }
    ~InFlight() { --m_count; }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

private:
    std::size_t& m_count;
};

} // namespace

asio::awaitable<void> serveConnection(GatewayContext& context, std::shared_ptr<ClientConnection> client)
{
    std::optional<ApiError> refusal;
    std::optional<std::string> keyId;
    const auto isBodyWanted = [&](const HttpRequest& head) {
        if (isOpenPage(methodOf(head), pathOf(head)) || isPreflight(head, context.options)) {
            return false;
        }
        refusal = refusalByHead(context, head, keyId);
        return !refusal;
    };
    while (client->isKeptAlive()) {
        std::variant<HttpRequest, ClientConnection::Unreadable> read = co_await client->read(isBodyWanted);
        const auto now = std::chrono::steady_clock::now();
        const HttpRequest none;
        const auto* request = std::get_if<HttpRequest>(&read);
        ApiExchange exchange{context, *client, request != nullptr ? *request : none,
            "req_" + makeUuidV7(context.services.clock.now()), now, {}, {}};
        if (request == nullptr) {
            const ClientConnection::Unreadable& why = std::get<ClientConnection::Unreadable>(read);
            if (why.status != 0) {
                const ApiError error = unreadableError(why);
                co_await exchange.refuse(error);
            }
            break;
        }
        if (context.isDraining) {
            client->closeAfterAnswer();
        }
        const InFlight inFlight(context.requestsInFlight);
        if (refusal) { // the body was not read, and the connection ends
            co_await exchange.refuse(*refusal);
        } else {
            co_await answer(exchange, std::exchange(keyId, std::nullopt));
        }
        client->unwatch();
    }
    co_await client->closeGently();
}

} // namespace core::gateway
