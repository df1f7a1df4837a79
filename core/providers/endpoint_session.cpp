#include "core/providers/endpoint_session.h"

#include "core/providers/endpoint_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <exception>
#include <algorithm>
#include <future>
#include <set>
#include <thread>
#include <utility>

namespace core::providers {

namespace asio = boost::asio;
using nlohmann::json;

namespace {

constexpr std::size_t kAnswerLimit = 64 * 1024 * 1024;
constexpr int kTestPatienceMs = 10'000;

/// The server's own words, where it has some.
std::string wordsOf(const EndpointFailure& failure)
{
    const json body = json::parse(failure.body, nullptr, false);
    if (body.is_object() && body.contains("error")) {
        const json& error = body["error"];
        const json message = error.is_object() ? error.value("message", json()) : error;
        if (message.is_string()) {
            return failure.message + ": " + message.get<std::string>();
        }
    }
    return failure.message;
}

ErrorCode codeOf(const EndpointFailure& failure)
{
    switch (failure.kind) {
    case EndpointFailure::Kind::Refused:
        return failure.status == 401 || failure.status == 403 ? ErrorCode::PermissionDenied : ErrorCode::InvalidArgument;
    case EndpointFailure::Kind::Cancelled:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Unavailable;
    }
}

} // namespace

struct EndpointSession::Io {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::shared_ptr<UpstreamPool> pool = std::make_shared<UpstreamPool>();
    std::shared_ptr<EndpointClient> client;
    std::set<CancelSlot*> calls; ///< under way; for the io thread, as is what follows
    bool isGivenUp = false;
    std::thread thread;
};

namespace {

/// A call that can be given up while this lives.
class Cancellable {
public:
    explicit Cancellable(std::set<CancelSlot*>& calls)
        : m_calls(calls)
    {
        m_calls.insert(&slot);
    }
    ~Cancellable() { m_calls.erase(&slot); }
    Cancellable(const Cancellable&) = delete;
    Cancellable& operator=(const Cancellable&) = delete;

    CancelSlot slot;

private:
    std::set<CancelSlot*>& m_calls;
};

} // namespace

Result<std::unique_ptr<EndpointSession>> EndpointSession::open(
    const domain::Endpoint& endpoint, const std::string& key)
{
    auto io = std::make_unique<Io>();
    Result<std::shared_ptr<EndpointClient>> client = EndpointClient::make(endpoint, key, io->pool);
    if (!client) {
        return fail(client.error());
    }
    io->client = std::move(*client);
    io->thread = std::thread([raw = io.get()] { raw->context.run(); });
    return std::unique_ptr<EndpointSession>(new EndpointSession(std::move(io)));
}

EndpointSession::EndpointSession(std::unique_ptr<Io> io)
    : m_io(std::move(io))
{
}

EndpointSession::~EndpointSession()
{
    asio::post(m_io->context, [this] { m_io->pool->close(); });
    m_io->work.reset();
    m_io->context.stop();
    m_io->thread.join();
}

void EndpointSession::giveUp()
{
    asio::post(m_io->context, [io = m_io.get()] {
        io->isGivenUp = true;
        const std::set<CancelSlot*> calls = io->calls; // those that end leave the set
        for (CancelSlot* call : calls) {
            call->cancel();
        }
    });
}

Result<EndpointSession::Answer> EndpointSession::call(
    std::string_view method, const std::string& path, const std::string& body) const
{
    const auto start = std::chrono::steady_clock::now();
    auto ask = [&]() -> asio::awaitable<Result<std::string>> {
        if (m_io->isGivenUp) {
            co_return fail(ErrorCode::Cancelled, "the call was given up");
        }
        Cancellable cancellable(m_io->calls);
        EndpointRequest request{path, body, {}, false};
        request.method = method;
        auto called = co_await m_io->client->call(request, cancellable.slot);
        if (!called) {
            co_return fail(codeOf(called.error()), wordsOf(called.error()));
        }
        co_return co_await (*called)->readAll(kAnswerLimit);
    };
    std::future<Result<std::string>> answered = asio::co_spawn(m_io->context, ask(), asio::use_future);
    Result<std::string> answer = fail(ErrorCode::Cancelled, "the call was given up");
    try {
        answer = answered.get();
    } catch (const std::exception& error) { // the session ended meanwhile
        return fail(ErrorCode::Cancelled, error.what());
    }
    if (!answer) {
        return fail(answer.error());
    }
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    return Answer{std::move(*answer), elapsed.count()};
}

Result<ModelListing> listModels(const domain::Endpoint& endpoint, const std::string& key)
{
    domain::Endpoint tested = endpoint;
    tested.maxRetries = 0;
    tested.timeouts.firstByteMs = std::min(tested.timeouts.firstByteMs, kTestPatienceMs);
    tested.timeouts.totalMs = kTestPatienceMs;
    const Result<std::unique_ptr<EndpointSession>> session = EndpointSession::open(tested, key);
    if (!session) {
        return fail(session.error());
    }
    const Result<EndpointSession::Answer> answer = (*session)->call("GET", "/models", {});
    if (!answer) {
        return fail(answer.error());
    }
    const json document = json::parse(answer->body, nullptr, false);
    if (!document.is_object() || !document.value("data", json()).is_array()) {
        return fail(ErrorCode::Unavailable,
            "something answers at " + endpoint.baseUrl + ", but not as an OpenAI-compatible server");
    }
    ModelListing listing;
    listing.latencyMs = answer->latencyMs;
    for (const json& model : document["data"]) {
        if (model.is_object() && model.value("id", json()).is_string()) {
            listing.models.push_back(model["id"].get<std::string>());
        }
    }
    return listing;
}

} // namespace core::providers
