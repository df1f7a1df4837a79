#include "core/gateway/pass_through.h"

#include "core/base/uuid.h"
#include "core/domain/token_estimate.h"
#include "core/gateway/forwarded_headers.h"
#include "core/gateway/stream_relay.h"
#include "core/gateway/usage_cost.h"
#include "core/gateway/worker_pool.h"
#include "core/providers/endpoint_answer.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using providers::EndpointFailure;

namespace {

/// One request to one model while it is under way.
struct Run {
    ApiExchange& exchange;
    const ApiRequest& request;
    const LiveEndpoint& target;
    const std::string& path;
    domain::QueryRecord record;
    domain::Attempt attempt;
    double upstreamStartMs = 0;
    bool hasBegun = false;   ///< the server has the request: tokens were spent, whatever came back
    std::int64_t pieces = 0; ///< of a stream, whatever they carried

    [[nodiscard]] std::string headerLines() const
    {
        return exchange.idLine() + routeLine("decision", record.id) + routeLine("tier", target.tier.id)
            + routeLine("model", request.model()) + routeLine("escalations", "0")
            + routeLine("overhead-ms", exchange.elapsedMs() - attempt.latencyMs);
    }
    void upstreamEnded() { attempt.latencyMs = exchange.elapsedMs() - upstreamStartMs; }
};

Run newRun(
    ApiExchange& exchange, const ApiRequest& request, const LiveEndpoint& target, const std::string& path)
{
    Run run{exchange, request, target, path, {}, {}};
    run.record.at = exchange.context.services.clock.now();
    run.record.id = makeUuidV7(run.record.at);
    run.record.clientKeyId = exchange.keyId;
    run.record.source = "gateway";
    run.record.taskId = domain::kNoTask;
    run.attempt.tierId = target.tier.id;
    run.attempt.model = request.model();
    if (request.model() == target.tier.model) { // whose version prices no other name
        run.attempt.priceVersionId = target.tier.priceVersionId;
    }
    return run;
}

void setUsage(
    Run& run, const domain::TokenUsage& usage, const providers::TokenDetails& details = providers::TokenDetails{})
{
    run.attempt.usage = usage;
    run.attempt.cost = providers::costOf(usage, details, run.target.pricesOf(run.attempt.model),
        run.target.client->endpoint().detailPrices);
}

/// For answers whose server reported no usage, cut-off ones above all.
void estimateUsage(Run& run)
{
    setUsage(run, {run.request.promptTokens(),
                      std::max(domain::estimatedTokens(run.attempt.answer), run.pieces)});
    run.attempt.errorText.append(run.attempt.errorText.empty() ? "" : "; ").append("tokens estimated");
}

/// Worker thread: completes the record and makes it durable.
Result<void> store(Run& run)
{
    run.record.text = run.request.queryText().text;
    run.record.endUserId = run.request.endUser();
    if (run.hasBegun && run.attempt.usage == domain::TokenUsage{}) {
        estimateUsage(run);
    }
    run.record.latencyMs = run.exchange.elapsedMs();
    run.record.overheadMs = run.record.latencyMs - run.attempt.latencyMs;
    run.record.attempts.push_back(run.attempt);
    return run.exchange.context.services.engine.recordUnrouted(run.record);
}

/// Books what the request cost and counts it.
void book(const Run& run)
{
    GatewayContext& context = run.exchange.context;
    const domain::Money cost = run.attempt.cost.value_or(domain::Money{});
    context.access.spend(
        run.exchange.keyId, cost, run.attempt.usage.promptTokens + run.attempt.usage.completionTokens);
    const std::string labels = GatewayMetrics::labelsOf(domain::kNoTask, run.target.tier.id);
    context.metrics.count("routenlp_requests_total", labels);
    context.metrics.count("routenlp_cost_usd_total", labels, cost.usd());
    if (run.attempt.result == domain::AttemptResult::Failed) {
        context.metrics.count("routenlp_failures_total", labels);
    }
    context.metrics.observeSeconds("routenlp_upstream_seconds", labels, run.attempt.latencyMs / 1e3);
    context.metrics.observeSeconds("routenlp_overhead_seconds", labels, run.record.overheadMs / 1e3);
}

asio::awaitable<bool> storeAndBook(Run& run)
{
    const Result<void> stored
        = co_await besideIo(run.exchange.context.workers, [&run] { return store(run); });
    book(run);
    co_return stored.has_value();
}

asio::awaitable<void> answerFailure(Run& run, const EndpointFailure& failure)
{
    run.upstreamEnded();
    run.attempt.result = domain::AttemptResult::Failed;
    run.hasBegun = run.hasBegun || failure.wasSent;
    const bool isGone = failure.kind == EndpointFailure::Kind::Cancelled;
    run.attempt.errorText = isGone ? "the client disconnected" : failure.message;
    co_await storeAndBook(run);
    run.exchange.client.unwatch();
    if (!isGone) {
        HttpReply reply = replyFor(failure, run.target.tier.id);
        reply.headerLines += run.headerLines();
        co_await run.exchange.client.respond(reply);
    }
}

EndpointFailure failureOf(const Error& error)
{
    EndpointFailure failure;
    failure.kind = error.code == ErrorCode::Cancelled ? EndpointFailure::Kind::Cancelled
                                                      : EndpointFailure::Kind::Outage;
    failure.message = error.message;
    return failure;
}

/// Worker thread: reads usage and text out of the answer, writes the cost into it, stores the record.
Result<std::string> finishJson(Run& run, std::string body)
{
    const Result<providers::JsonSlices> json = providers::JsonSlices::scan(body);
    if (!json) {
        run.attempt.result = domain::AttemptResult::Failed;
        run.attempt.errorText = "the model server's answer is no JSON object";
    } else {
        domain::TokenUsage usage;
        providers::TokenDetails details;
        const std::string_view usageJson = json->raw("usage");
        if (providers::readUsage(usageJson, usage, details)) {
            setUsage(run, usage, details);
        }
        if (const Result<providers::ChatAnswer> answer = providers::parseChatCompletion(body); answer) {
            run.attempt.answer = answer->text;
        }
        if (run.attempt.cost && !usageJson.empty()) {
            body = providers::JsonEdit(*json)
                       .set("usage", usageWithCost(usageJson, run.attempt.cost))
                       .applied();
        }
    }
    const Result<void> stored = store(run);
    if (!stored) {
        return fail(stored.error());
    }
    return run.attempt.result == domain::AttemptResult::Failed
        ? Result<std::string>(fail(ErrorCode::Unavailable, run.attempt.errorText))
        : Result<std::string>(std::move(body));
}

asio::awaitable<void> answerJson(Run& run, providers::EndpointCall& call)
{
    Result<std::string> body = co_await call.readAll(run.exchange.context.options.maxAnswerBytes);
    if (!body) {
        const EndpointFailure failure = failureOf(body.error());
        co_await answerFailure(run, failure);
        co_return;
    }
    run.upstreamEnded();
    HttpReply reply;
    const std::string relayed = relayedHeaderLines(call.headers());
    auto finish = [&run, text = std::move(*body)]() mutable { return finishJson(run, std::move(text)); };
    Result<std::string> finished = co_await besideIo(run.exchange.context.workers, std::move(finish));
    book(run);
    if (run.attempt.result == domain::AttemptResult::Failed) {
        call.spoilt();
    }
    run.exchange.client.unwatch();
    if (finished) {
        reply.body = std::move(*finished);
    } else {
        const ApiError error = upstreamError(502, finished.error().message);
        reply.status = error.status;
        reply.body = error.json();
    }
    reply.headerLines = relayed + run.headerLines();
    co_await run.exchange.client.respond(reply);
}

/// What is recorded of a stream that has ended.
void describe(Run& run, const StreamRelay& relay, StreamEnd end)
{
    providers::ChatAnswer answer = providers::collectChatStream(relay.transcript());
    run.attempt.answer = std::move(answer.text);
    run.pieces = relay.pieces();
    if (answer.isUsageReported) {
        setUsage(run, answer.usage, answer.details);
    }
    if (end != StreamEnd::Whole) {
        run.attempt.result = domain::AttemptResult::Failed;
        run.attempt.errorText = end == StreamEnd::ClientGone ? "the client disconnected"
            : end == StreamEnd::ServerError ? "the model server reported an error in the stream"
                                            : "the answer was cut off";
    }
}

asio::awaitable<void> answerStream(Run& run, providers::EndpointCall& call)
{
    ClientConnection& client = run.exchange.client;
    RelayOptions options;
    options.stripsUsage = !run.request.wantsUsage();
    options.prices = run.target.pricesOf(run.attempt.model);
    options.detailPrices = run.target.client->endpoint().detailPrices;
    options.maxTranscriptBytes = run.exchange.context.options.maxAnswerBytes;
    options.choices = run.request.choices();
    StreamRelay relay(call, options);
    const std::string headerLines = relayedHeaderLines(call.headers()) + run.headerLines();
    StreamEnd end = StreamEnd::ClientGone;
    const bool hasBegun = co_await client.beginStream(headerLines);
    if (hasBegun) {
        end = co_await relay.run(&client);
    }
    run.upstreamEnded();
    auto finish = [&run, &relay, end] {
        describe(run, relay, end);
        return store(run);
    };
    const Result<void> stored = co_await besideIo(run.exchange.context.workers, std::move(finish));
    book(run);
    client.unwatch();
    if (end == StreamEnd::Whole && stored) {
        co_await client.endStream("data: [DONE]\n\n");
        co_return;
    }
    if (end == StreamEnd::CutOff || !stored) {
        const std::string event = upstreamError(502, "The model server cut its answer off.").event();
        co_await client.writeStream(event);
    }
    client.close();
}

} // namespace

asio::awaitable<void> passThrough(
    ApiExchange& exchange, const ApiRequest& request, const LiveEndpoint& target, const std::string& path)
{
    Run run = newRun(exchange, request, target, path);
    const bool isStream = request.isStream() && path == "/chat/completions";
    const std::string body = isStream ? request.bodyWithUsage() : std::string();
    const providers::EndpointRequest call{path,
        isStream ? std::string_view(body) : std::string_view(request.body()),
        forwardedHeaderLines(exchange.http), isStream};
    exchange.client.watch([&exchange] { exchange.cancel.cancel(); });
    run.upstreamStartMs = exchange.elapsedMs();
    auto answered = co_await target.client->call(call, exchange.cancel);
    if (!answered) {
        co_await answerFailure(run, answered.error());
        co_return;
    }
    run.hasBegun = true;
    const auto type = (*answered)->headers()["content-type"];
    if (isStream && type.starts_with("text/event-stream")) {
        co_await answerStream(run, **answered);
    } else {
        co_await answerJson(run, **answered);
    }
}

} // namespace core::gateway
