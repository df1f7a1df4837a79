#include "core/gateway/routed_run.h"

#include "core/gateway/forwarded_headers.h"
#include "core/gateway/worker_pool.h"

#include <cmath>
#include <limits>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using providers::EndpointFailure;

namespace {

EndpointFailure cutOff(StreamEnd end, const char* message)
{
    EndpointFailure failure;
    failure.kind
        = end == StreamEnd::ClientGone ? EndpointFailure::Kind::Cancelled : EndpointFailure::Kind::Outage;
    failure.message = message;
    return failure;
}

} // namespace

RoutedRun::RoutedRun(ApiExchange& exchange, const ApiRequest& request, engine::QuerySession session,
    const StickySessions::Key& stickyKey, std::shared_ptr<const LivePortfolio> portfolio, bool acceptsFirstAnswer)
    : m_exchange(exchange)
    , m_request(request)
    , m_session(std::move(session))
    , m_stickyKey(stickyKey)
    , m_portfolio(std::move(portfolio))
    , m_acceptsFirstAnswer(acceptsFirstAnswer)
    , m_plan(m_session.plan)
    , m_keeper(exchange.client, exchange.idLine() + routeLine("decision", m_session.record.id) + routeLine("task", m_session.record.taskId),
          exchange.context.options.holdComment)
{
}

const LiveEndpoint* RoutedRun::nextEndpoint() const
{
    return m_step == Step::Next && m_next < m_plan.size() && !hasClientLeftUnheard()
        ? m_portfolio->byTier(m_plan[m_next])
        : nullptr;
}

void RoutedRun::advance()
{
    if (hasClientLeftUnheard()) { // while it waited for a worker
        m_session.fail(m_plan.front(), "the client disconnected before a tier was asked");
        m_step = Step::Gone;
    }
    while (m_step == Step::Next && m_next < m_plan.size() && m_portfolio->byTier(m_plan[m_next]) == nullptr) {
        m_step = askLocal(m_plan[m_next++]);
    }
    if (m_step != Step::Next || m_next == m_plan.size()) {
        record();
    }
}

asio::awaitable<void> RoutedRun::run()
{
    if (m_request.isStream() && !m_isRecorded && m_plan.size() > 1) { // else nothing is held back
        co_await m_keeper.start();
    }
    while (!m_isRecorded && m_step != Step::Answered) {
        if (const LiveEndpoint* endpoint = nextEndpoint(); endpoint != nullptr) {
            ++m_next;
            m_step = co_await askEndpoint(*endpoint);
        } else {
            m_step = co_await besideIo(m_exchange.context.workers, [this] {
                advance();
                return m_step;
            });
        }
    }
    co_await m_keeper.stop();
    if (m_step == Step::Answered) {
        co_return;
    }
    book();
    m_exchange.client.unwatch();
    if (m_step == Step::Accepted && !m_storeError) {
        co_await sendAnswer();
    } else if (m_step != Step::Gone) {
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
    const std::optional<double> score = m_session.scoreUnasked(endpoint.tier.id);
    return threshold && score && *score >= *threshold;
}

/// What made the tier's answer acceptable before it was given.
std::string RoutedRun::unaskedLines(const LiveEndpoint& endpoint) const
{
    const bool isLast = endpoint.tier.id == m_session.plan.back();
    const std::optional<double> threshold = m_session.threshold(endpoint.tier.id);
    const std::optional<double> score = m_session.scoreUnasked(endpoint.tier.id);
    return !m_acceptsFirstAnswer && !isLast && threshold && score
        ? routeLine("confidence", *score) + routeLine("threshold", *threshold)
        : std::string();
}

asio::awaitable<RoutedRun::Step> RoutedRun::askEndpoint(const LiveEndpoint& endpoint)
{
    const std::optional<bool> decided = decidedAcceptance(endpoint);
    if (decided == false) {
        co_return Step::Next; // its answer could not be accepted, so it is not asked
    }
    const bool isStream = m_request.isStream();
    m_logprobs = decided ? LogprobFilter{} : m_request.logprobFilter();
    const std::string body = m_request.bodyFor(endpoint.tier.model, !decided);
    const providers::EndpointRequest request{
        "/chat/completions", body, forwardedHeaderLines(m_exchange.http), isStream};
    const double startMs = m_exchange.elapsedMs();
    auto call = co_await endpoint.client->call(request, m_exchange.cancel);
    if (!call) {
        m_failureReply = replyFor(call.error(), endpoint.tier.id);
        const double latencyMs = m_exchange.elapsedMs() - startMs;
        if (!call.error().wasSent) {
            co_return failed(endpoint.tier.id, call.error(), latencyMs);
        }
        auto bookUnheard = [this, &endpoint, &call, latencyMs] {
            return brokenOff(endpoint, call.error(), counted({}, 0), latencyMs);
        };
        co_return co_await besideIo(m_exchange.context.workers, std::move(bookUnheard));
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

RoutedRun::Step RoutedRun::askLocal(const std::string& tierId)
{
    const auto client = m_session.state->clients.find(tierId);
    if (client == m_session.state->clients.end()) {
        m_session.fail(tierId, "tier '" + tierId + "' is not connected");
        return Step::Next;
    }
    if (m_exchange.cancel.isCancelled()) {
        m_session.fail(tierId, "the client disconnected");
        return Step::Gone;
    }
    const double startMs = m_exchange.elapsedMs();
    Result<ports::ModelAnswer> answer = client->second->complete(m_session.request);
    m_session.modelWallMs += m_exchange.elapsedMs() - startMs;
    if (m_exchange.cancel.isCancelled()) {
        m_session.fail(tierId, "the client disconnected");
        return Step::Gone;
    }
    if (!answer) {
        m_session.fail(tierId, answer.error().message);
        return Step::Next;
    }
    if (m_acceptsFirstAnswer) {
        m_session.plan = {tierId};
    }
    m_jsonBody.clear();
    m_heldEvents.clear();
    const bool isAccepted = m_session.judge(tierId, std::move(*answer)) == domain::AttemptResult::Accepted;
    return isAccepted ? Step::Accepted : Step::Next;
}

asio::awaitable<RoutedRun::Step> RoutedRun::readJson(
    const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs)
{
    Result<std::string> body = co_await call.readAll(m_exchange.context.options.maxAnswerBytes);
    call.leave();
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    auto digest = [this, &endpoint, &call, latencyMs, whole = std::move(body)]() mutable {
        EndpointFailure failure;
        if (!whole) {
            failure.kind = whole.error().code == ErrorCode::Cancelled ? EndpointFailure::Kind::Cancelled
                                                                      : EndpointFailure::Kind::Outage;
            failure.message = whole.error().message;
            m_step = brokenOff(endpoint, failure, counted({}, 0), latencyMs);
        } else {
            m_heldEvents.clear();
            m_jsonBody = std::move(*whole);
            if (Result<providers::ChatAnswer> parsed = providers::parseChatCompletion(m_jsonBody); parsed) {
                m_step = judge(endpoint, counted(std::move(*parsed), 0), latencyMs);
            } else {
                call.spoilt();
                failure.message = parsed.error().message;
                m_step = failed(endpoint.tier.id, failure, latencyMs);
            }
        }
        advance();
        return m_step;
    };
    co_return co_await besideIo(m_exchange.context.workers, std::move(digest));
}

RelayOptions RoutedRun::relayOptions(const LiveEndpoint& endpoint) const
{
    RelayOptions options;
    options.stripsUsage = !m_request.wantsUsage();
    options.logprobs = m_logprobs;
    options.prices = endpoint.tier.prices;
    options.detailPrices = endpoint.client->endpoint().detailPrices;
    options.priorCost = m_session.record.knownCost();
    options.maxTranscriptBytes = m_exchange.context.options.maxAnswerBytes;
    options.choices = m_request.choices();
    return options;
}

asio::awaitable<RoutedRun::Step> RoutedRun::readHeld(
    const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs)
{
    StreamRelay relay(call, relayOptions(endpoint));
    const StreamEnd end = co_await relay.run(nullptr);
    call.leave();
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    auto digest = [this, &endpoint, &relay, end, latencyMs] {
        const providers::ChatAnswer answer
            = counted(providers::collectChatStream(relay.transcript()), relay.pieces());
        if (end == StreamEnd::Whole) {
            m_jsonBody.clear();
            m_heldEvents = relay.relayed();
            m_step = judge(endpoint, answer, latencyMs);
        } else {
            m_step = brokenOff(endpoint, cutOff(end, "the answer was cut off"), answer, latencyMs);
        }
        advance();
        return m_step;
    };
    co_return co_await besideIo(m_exchange.context.workers, std::move(digest));
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
            + routeLine("model", endpoint.tier.model) + unaskedLines(endpoint) + relayedHeaderLines(call.headers());
        isAlive = co_await client.beginStream(lines);
    }
    StreamEnd end = StreamEnd::ClientGone;
    if (isAlive) {
        end = co_await relay.run(&client);
    }
    call.leave();
    const double latencyMs = m_exchange.elapsedMs() - startMs;
    auto digest = [this, &endpoint, &relay, end, latencyMs] {
        const providers::ChatAnswer answer
            = counted(providers::collectChatStream(relay.transcript()), relay.pieces());
        if (end == StreamEnd::Whole) {
            judge(endpoint, answer, latencyMs);
        } else {
            brokenOff(endpoint, cutOff(end, "the answer was cut off after it had begun to reach the client"), answer,
                latencyMs);
        }
        record();
        return !m_storeError;
    };
    const bool isStored = co_await besideIo(m_exchange.context.workers, std::move(digest));
    book();
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
