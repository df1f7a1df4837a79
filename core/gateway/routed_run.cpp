#include "core/gateway/routed_run.h"

#include "core/gateway/worker_pool.h"

#include <cmath>
#include <limits>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using providers::EndpointFailure;

RoutedRun::RoutedRun(
    ApiExchange& exchange, const ApiRequest& request, engine::QuerySession session, std::string stickyKey)
    : m_exchange(exchange)
    , m_request(request)
    , m_session(std::move(session))
    , m_stickyKey(std::move(stickyKey))
    , m_keeper(exchange.client, exchange.idLine() + routeLine("decision", m_session.record.id),
          exchange.context.options.holdComment)
{
}

asio::awaitable<void> RoutedRun::run(std::shared_ptr<const LivePortfolio> portfolio, bool acceptsFirstAnswer)
{
    m_acceptsFirstAnswer = acceptsFirstAnswer;
    if (m_exchange.cancel.isCancelled()) { // while it waited for a worker
        m_session.fail(m_session.plan.front(), "the client disconnected before a tier was asked");
        co_await finish();
        m_exchange.client.unwatch();
        co_return;
    }
    Step step = Step::Next;
    if (m_request.isStream()) {
        co_await m_keeper.start();
    }
    const std::vector<std::string> plan = m_session.plan;
    for (const std::string& tierId : plan) {
        const LiveEndpoint* endpoint = portfolio->byTier(tierId);
        step = endpoint != nullptr ? co_await askEndpoint(*endpoint) : co_await askLocal(tierId);
        if (step != Step::Next) {
            break;
        }
    }
    co_await m_keeper.stop();
    if (step == Step::Answered) {
        co_return;
    }
    const bool isStored = co_await finish();
    m_exchange.client.unwatch();
    if (step == Step::Accepted && isStored) {
        co_await sendAnswer();
    } else if (step != Step::Gone) {
        co_await sendFailure();
    }
}

std::optional<bool> RoutedRun::decidedAcceptance(const LiveEndpoint& endpoint) const
{
    const std::optional<double> threshold = m_session.threshold(endpoint.tier.id);
    if (m_acceptsFirstAnswer || endpoint.tier.id == m_session.plan.back()) {
        return true;
    }
    if (endpoint.client->endpoint().providesLogprobs) {
        return std::nullopt;
    }
    const std::optional<double> score
        = m_session.score(endpoint.tier.id, std::numeric_limits<double>::quiet_NaN());
    return threshold && score && *score >= *threshold;
}

asio::awaitable<RoutedRun::Step> RoutedRun::askEndpoint(const LiveEndpoint& endpoint)
{
    const std::optional<bool> decided = decidedAcceptance(endpoint);
    if (decided == false) {
        co_return Step::Next; // its answer could not be accepted, so it is not asked
    }
    const bool isStream = m_request.isStream();
    m_asksLogprobs = !decided && !m_request.wantsLogprobs();
    const std::string body = m_request.bodyFor(endpoint.tier.model, m_asksLogprobs);
    const providers::EndpointRequest request{
        "/chat/completions", body, forwardedHeaderLines(m_exchange.http), isStream};
    const double startMs = m_exchange.elapsedMs();
    auto call = co_await endpoint.client->call(request, m_exchange.cancel);
    if (!call) {
        m_failureReply = replyFor(call.error(), endpoint.tier.id);
        co_return failed(endpoint.tier.id, call.error(), m_exchange.elapsedMs() - startMs);
    }
    const auto type = (*call)->headers()["content-type"];
    if (!isStream || !type.starts_with("text/event-stream")) {
        co_return co_await readJson(endpoint, **call, startMs);
    }
    if (decided) {
        co_return co_await streamThrough(endpoint, **call, startMs);
    }
    co_return co_await readHeld(endpoint, **call, startMs);
}

asio::awaitable<RoutedRun::Step> RoutedRun::askLocal(const std::string& tierId)
{
    const auto client = m_session.state->clients.find(tierId);
    if (client == m_session.state->clients.end()) {
        m_session.fail(tierId, "tier '" + tierId + "' is not connected");
        co_return Step::Next;
    }
    const double startMs = m_exchange.elapsedMs();
    auto ask = [&model = *client->second, this]() -> Result<ports::ModelAnswer> {
        if (m_exchange.cancel.isCancelled()) {
            return core::fail(ErrorCode::Cancelled, "the client disconnected");
        }
        return model.complete(m_session.request);
    };
    Result<ports::ModelAnswer> answer = co_await onWorkers(m_exchange.context.workers, std::move(ask));
    m_session.modelWallMs += m_exchange.elapsedMs() - startMs;
    if (m_exchange.cancel.isCancelled()) {
        m_session.fail(tierId, "the client disconnected");
        co_return Step::Gone;
    }
    if (!answer) {
        m_session.fail(tierId, answer.error().message);
        co_return Step::Next;
    }
    if (m_acceptsFirstAnswer) {
        m_session.plan = {tierId};
    }
    m_jsonBody.clear();
    m_heldEvents.clear();
    const bool isAccepted = m_session.judge(tierId, std::move(*answer)) == domain::AttemptResult::Accepted;
    co_return isAccepted ? Step::Accepted : Step::Next;
}

asio::awaitable<RoutedRun::Step> RoutedRun::readJson(
    const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs)
{
    Result<std::string> body = co_await call.readAll(m_exchange.context.options.maxAnswerBytes);
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    if (!body) {
        EndpointFailure failure;
        failure.kind = body.error().code == ErrorCode::Cancelled ? EndpointFailure::Kind::Cancelled
                                                                 : EndpointFailure::Kind::Outage;
        failure.message = body.error().message;
        const Step step = failed(endpoint.tier.id, failure, latencyMs);
        const providers::ChatAnswer none
            = co_await onWorkers(m_exchange.context.workers, [this] { return counted({}, 0); });
        bookPartialAnswer(endpoint, none);
        co_return step;
    }
    m_heldEvents.clear();
    m_jsonBody = std::move(*body);
    auto parse = [this]() -> Result<providers::ChatAnswer> {
        Result<providers::ChatAnswer> parsed = providers::parseChatCompletion(m_jsonBody);
        return parsed ? counted(std::move(*parsed), 0) : std::move(parsed);
    };
    const Result<providers::ChatAnswer> answer
        = co_await onWorkers(m_exchange.context.workers, std::move(parse));
    if (!answer) {
        EndpointFailure failure;
        failure.message = answer.error().message;
        co_return failed(endpoint.tier.id, failure, latencyMs);
    }
    co_return judge(endpoint, *answer, latencyMs);
}

RelayOptions RoutedRun::relayOptions(const LiveEndpoint& endpoint) const
{
    RelayOptions options;
    options.stripsUsage = !m_request.wantsUsage();
    options.stripsLogprobs = m_asksLogprobs;
    options.prices = endpoint.tier.prices;
    options.detailPrices = endpoint.client->endpoint().detailPrices;
    options.priorCost = m_session.record.knownCost();
    options.maxTranscriptBytes = m_exchange.context.options.maxAnswerBytes;
    return options;
}

asio::awaitable<RoutedRun::Step> RoutedRun::readHeld(
    const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs)
{
    StreamRelay relay(call, relayOptions(endpoint));
    const StreamEnd end = co_await relay.run(nullptr);
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    auto collect = [this, &relay] {
        return counted(providers::collectChatStream(relay.transcript()), relay.pieces());
    };
    const providers::ChatAnswer answer = co_await onWorkers(m_exchange.context.workers, std::move(collect));
    if (end != StreamEnd::Whole) {
        EndpointFailure failure;
        failure.kind
            = end == StreamEnd::ClientGone ? EndpointFailure::Kind::Cancelled : EndpointFailure::Kind::Outage;
        failure.message = "the answer was cut off";
        const Step step = failed(endpoint.tier.id, failure, latencyMs);
        bookPartialAnswer(endpoint, answer);
        co_return step;
    }
    m_jsonBody.clear();
    m_heldEvents = relay.relayed();
    co_return judge(endpoint, answer, latencyMs);
}

asio::awaitable<RoutedRun::Step> RoutedRun::streamThrough(
    const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs)
{
    ClientConnection& client = m_exchange.client;
    StreamRelay relay(call, relayOptions(endpoint));
    co_await m_keeper.stop();
    bool isAlive = client.hasStreamBegun();
    if (!isAlive) {
        const std::string lines = headerLines() + routeLine("tier", endpoint.tier.id)
            + routeLine("model", endpoint.tier.model) + relayedHeaderLines(call.headers());
        isAlive = co_await client.beginStream(lines);
    }
    StreamEnd end = StreamEnd::ClientGone;
    if (isAlive) {
        end = co_await relay.run(&client);
    }
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    auto collect = [this, &relay] {
        return counted(providers::collectChatStream(relay.transcript()), relay.pieces());
    };
    const providers::ChatAnswer answer = co_await onWorkers(m_exchange.context.workers, std::move(collect));
    if (end == StreamEnd::Whole) {
        judge(endpoint, answer, latencyMs);
    } else {
        EndpointFailure failure;
        failure.kind
            = end == StreamEnd::ClientGone ? EndpointFailure::Kind::Cancelled : EndpointFailure::Kind::Outage;
        failure.message = "the answer was cut off after it had begun to reach the client";
        failed(endpoint.tier.id, failure, latencyMs);
        bookPartialAnswer(endpoint, answer);
    }
    const bool isStored = co_await finish();
    client.unwatch();
    if (end == StreamEnd::Whole && isStored) {
        co_await client.endStream("data: [DONE]\n\n");
        co_return Step::Answered;
    }
    if (end != StreamEnd::ClientGone && end != StreamEnd::ServerError) {
        const std::string event = upstreamError(502, "The model server cut its answer off.").event();
        co_await client.writeStream(event);
    }
    client.close();
    co_return Step::Answered;
}

} // namespace core::gateway
