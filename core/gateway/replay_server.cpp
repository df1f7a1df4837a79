#include "core/gateway/replay_server.h"

#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/domain/token_estimate.h"
#include "core/gateway/api_error.h"
#include "core/gateway/api_request.h"
#include "core/gateway/client_connection.h"
#include "core/gateway/replay_answer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr double kSlowFactor = 10;

ApiError failure(unsigned status, std::string message, std::string code)
{
    ApiError error = upstreamError(status, std::move(message));
    error.code = std::move(code);
    return error;
}

HttpReply replyOf(const ApiError& error)
{
    HttpReply reply;
    reply.status = error.status;
    reply.body = error.json();
    if (error.retryAfterSeconds) {
        reply.headerLines = "retry-after: " + std::to_string(*error.retryAfterSeconds) + "\r\n";
    }
    return reply;
}

} // namespace

std::optional<ReplayFault> replayFaultFrom(std::string_view name)
{
    static const std::map<std::string_view, ReplayFault> kFaults{{"none", ReplayFault::None},
        {"cut", ReplayFault::Cut}, {"429", ReplayFault::RateLimited}, {"500", ReplayFault::ServerError},
        {"slow", ReplayFault::Slow}, {"garbage", ReplayFault::Garbage}};
    const auto found = kFaults.find(name);
    return found == kFaults.end() ? std::nullopt : std::optional(found->second);
}

class ReplayServer::Server {
public:
    explicit Server(ReplayOptions options)
        : m_options(std::move(options))
        , m_acceptor(m_io)
        , m_rng(m_options.seed)
    {
    }

    ~Server()
    {
        m_io.stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

    void add(const domain::Example& example)
    {
        auto& models = m_answers[normalisedText(example.text)];
        for (const auto& [model, response] : example.responses) {
            models.insert_or_assign(model, response);
            m_models.insert(model);
        }
    }

    Result<void> start();
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    asio::awaitable<void> acceptLoop();
    asio::awaitable<void> serve(std::shared_ptr<ClientConnection> client);
    asio::awaitable<void> answer(ClientConnection& client, const HttpRequest& http);
    asio::awaitable<void> complete(ClientConnection& client, const ApiRequest& request, ReplayFault fault);
    asio::awaitable<void> stream(
        ClientConnection& client, const ReplayAnswer& found, bool withUsage, bool isCut, double totalMs);
    asio::awaitable<void> pause(double ms);
    [[nodiscard]] std::optional<ReplayAnswer> find(const ApiRequest& request) const;
    [[nodiscard]] ReplayFault faultOf(const HttpRequest& http);
    [[nodiscard]] std::string modelPage() const;

    const ReplayOptions m_options;
    const GatewayOptions m_connectionOptions;
    std::unordered_map<std::string, std::map<std::string, domain::RecordedResponse>>
        m_answers; ///< text -> model
    std::set<std::string> m_models;
    asio::io_context m_io{1};
    tcp::acceptor m_acceptor;
    Rng m_rng; ///< io thread
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

Result<void> ReplayServer::Server::start()
{
    boost::system::error_code error;
    const auto address = asio::ip::make_address(m_options.address, error);
    if (error) {
        return fail(ErrorCode::InvalidArgument, "'" + m_options.address + "' is no IP address to listen on");
    }
    const tcp::endpoint endpoint(address, m_options.port);
    m_acceptor.open(endpoint.protocol(), error);
    if (!error) {
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        m_acceptor.bind(endpoint, error);
    }
    if (!error) {
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable,
            "cannot listen on " + m_options.address + ":" + std::to_string(m_options.port) + ": "
                + error.message());
    }
    m_port = m_acceptor.local_endpoint(error).port();
    asio::co_spawn(m_io, acceptLoop(), asio::detached);
    m_thread = std::thread([this] { m_io.run(); });
    return {};
}

asio::awaitable<void> ReplayServer::Server::acceptLoop()
{
    while (m_acceptor.is_open()) {
        boost::system::error_code error;
        tcp::socket socket
            = co_await m_acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            auto client = std::make_shared<ClientConnection>(std::move(socket), m_connectionOptions);
            asio::co_spawn(m_io, serve(std::move(client)), [](const std::exception_ptr&) {});
        } else {
            co_await pause(50);
        }
    }
}

asio::awaitable<void> ReplayServer::Server::serve(std::shared_ptr<ClientConnection> client)
{
    while (client->isKeptAlive()) {
        std::variant<HttpRequest, ClientConnection::Unreadable> read = co_await client->read();
        const auto* request = std::get_if<HttpRequest>(&read);
        if (request == nullptr) {
            break;
        }
        co_await answer(*client, *request);
    }
    co_await client->closeGently();
}

asio::awaitable<void> ReplayServer::Server::pause(double ms)
{
    asio::steady_timer timer(m_io, std::chrono::microseconds(static_cast<std::int64_t>(ms * 1e3)));
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

ReplayFault ReplayServer::Server::faultOf(const HttpRequest& http)
{
    const auto asked = http["x-replay-fault"];
    if (const auto fault = replayFaultFrom(std::string_view(asked.data(), asked.size()))) {
        return *fault;
    }
    return m_rng.chance(m_options.faultShare) ? m_options.fault : ReplayFault::None;
}

std::string ReplayServer::Server::modelPage() const
{
    nlohmann::ordered_json data = nlohmann::ordered_json::array();
    for (const std::string& model : m_models) {
        data.push_back({{"id", model}, {"object", "model"}, {"created", 0}, {"owned_by", "recording"}});
    }
    return nlohmann::ordered_json{{"object", "list"}, {"data", data}}.dump();
}

asio::awaitable<void> ReplayServer::Server::answer(ClientConnection& client, const HttpRequest& http)
{
    const auto target = http.target();
    const std::string_view path(target.data(), target.size());
    HttpReply reply;
    if (path == "/v1/models") {
        reply.body = modelPage();
        co_await client.respond(reply);
        co_return;
    }
    if (path != "/v1/chat/completions") {
        reply
            = replyOf(failure(404, "Only /v1/chat/completions and /v1/models are replayed.", "unknown_url"));
        co_await client.respond(reply);
        co_return;
    }
    const auto request = ApiRequest::parse(http.body());
    if (!request || !request->checkMessages()) {
        reply = replyOf(badRequest("A JSON object with a model and messages is needed."));
        co_await client.respond(reply);
        co_return;
    }
    const ReplayFault fault = faultOf(http);
    co_await complete(client, *request, fault);
}

std::optional<ReplayAnswer> ReplayServer::Server::find(const ApiRequest& request) const
{
    const std::string text = request.queryText().text;
    const auto models = m_answers.find(normalisedText(text));
    if (models == m_answers.end()) {
        return std::nullopt;
    }
    const auto response = models->second.find(request.model());
    if (response == models->second.end()) {
        return std::nullopt;
    }
    ReplayAnswer answer;
    answer.model = request.model();
    answer.response = response->second;
    answer.promptTokens = answer.response.promptTokens.value_or(domain::estimatedTokens(text));
    answer.completionTokens
        = answer.response.completionTokens.value_or(domain::estimatedTokens(answer.response.text));
    answer.hasLogprobs = request.wantsLogprobs() && !answer.response.logprobs.empty();
    return answer;
}

asio::awaitable<void> ReplayServer::Server::complete(
    ClientConnection& client, const ApiRequest& request, ReplayFault fault)
{
    HttpReply reply;
    const std::optional<ReplayAnswer> found = find(request);
    if (!found) {
        reply = replyOf(
            failure(404, "The recording has no answer of this model to this text.", "not_recorded"));
    } else if (fault == ReplayFault::RateLimited) {
        ApiError error = failure(429, "Rate limit reached, as asked for.", "rate_limit_exceeded");
        error.retryAfterSeconds = 1;
        reply = replyOf(error);
    } else if (fault == ReplayFault::ServerError) {
        reply = replyOf(failure(500, "Failed, as asked for.", "server_error"));
    } else if (fault == ReplayFault::Garbage) {
        reply.body = "<html>no JSON, as asked for</html>";
    }
    if (reply.status != 200 || !reply.body.empty()) {
        co_await client.respond(reply);
        co_return;
    }
    const double factor = fault == ReplayFault::Slow ? kSlowFactor : 1;
    const double totalMs
        = m_options.speed > 0 ? found->response.latencyMs.value_or(0) * factor / m_options.speed : 0;
    const bool isCut = fault == ReplayFault::Cut;
    if (request.isStream()) {
        co_await stream(client, *found, request.wantsUsage(), isCut, totalMs);
        co_return;
    }
    co_await pause(totalMs);
    if (isCut) {
        client.close();
        co_return;
    }
    reply.body = replayJson(*found);
    co_await client.respond(reply);
}

asio::awaitable<void> ReplayServer::Server::stream(
    ClientConnection& client, const ReplayAnswer& found, bool withUsage, bool isCut, double totalMs)
{
    const std::vector<std::string> events = replayEvents(found, withUsage);
    const std::size_t sent = isCut ? events.size() / 2 : events.size();
    const double eachMs = totalMs / static_cast<double>(events.size());
    bool isAlive = co_await client.beginStream("");
    for (std::size_t i = 0; i < sent && isAlive; ++i) {
        co_await pause(eachMs);
        isAlive = co_await client.writeStream(events[i]);
    }
    if (isAlive && !isCut) {
        co_await client.endStream("data: [DONE]\n\n");
    } else {
        client.close();
    }
}

ReplayServer::ReplayServer(ReplayOptions options)
    : m_server(std::make_unique<Server>(std::move(options)))
{
}

ReplayServer::~ReplayServer() = default;

void ReplayServer::add(const domain::Example& example)
{
    m_server->add(example);
}

Result<void> ReplayServer::start()
{
    return m_server->start();
}

std::uint16_t ReplayServer::port() const
{
    return m_server->port();
}

} // namespace core::gateway
