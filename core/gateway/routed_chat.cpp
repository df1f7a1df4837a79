#include "core/gateway/routed_chat.h"

#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/gateway/route_choice.h"
#include "core/gateway/routed_run.h"
#include "core/gateway/worker_pool.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace core::gateway {

namespace asio = boost::asio;

namespace {

/// A query as the workers prepared it.
struct Prepared {
    QueryText text;
    std::string stickyKey;
    engine::QuerySession session;
};

std::string stickyKeyOf(const std::string& keyId, const std::string& taskId, const std::string& sessionHeader,
    const QueryText& text)
{
    const std::string conversation
        = sessionHeader.empty() ? "p\n" + text.conversation : "s\n" + sessionHeader;
    return sha256Hex(keyId + "\n" + taskId + "\n" + conversation);
}

ApiError errorFor(const Error& error, const std::string& taskId)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return modelNotFound("routenlp/" + taskId);
    case ErrorCode::InvalidArgument:
        return badRequest("Invalid 'messages': " + error.message + ".", "messages");
    default:
        return upstreamError(503, error.message + ".");
    }
}

asio::awaitable<Result<std::string>> findTask(ApiExchange& exchange, const ApiRequest& request)
{
    const ports::TaskClassifier* classifier = exchange.context.services.classifier;
    if (classifier == nullptr) {
        co_return fail(ErrorCode::Unsupported,
            "this workspace has no task classifier; name the task: routenlp/<task>, or an x-routenlp-task "
            "header");
    }
    auto work = [&request, classifier, &cancel = exchange.cancel]() -> Result<std::string> {
        if (cancel.isCancelled()) {
            return fail(ErrorCode::Cancelled, "the client disconnected");
        }
        return classifier->taskOf(request.queryText().text);
    };
    co_return co_await onWorkers(exchange.context.workers, std::move(work));
}

/// A client that left before its task was known: a query of no task that nobody was asked.
asio::awaitable<void> recordDeparture(ApiExchange& exchange, const ApiRequest& request)
{
    auto work = [&exchange, &request]() -> Result<void> {
        engine::QueryEngine& engine = exchange.context.services.engine;
        const std::shared_ptr<const engine::ServingState> state = engine.servingState();
        if (state == nullptr || state->tiersByRank.empty()) {
            return fail(ErrorCode::Unavailable, "the workspace has no tiers");
        }
        domain::Attempt attempt;
        attempt.tierId = state->tiersByRank.back().id;
        attempt.result = domain::AttemptResult::Failed;
        attempt.errorText = "the client disconnected before its task was known";
        domain::QueryRecord record;
        record.at = exchange.context.services.clock.now();
        record.id = makeUuidV7(record.at);
        record.taskId = domain::kNoTask;
        record.clientKeyId = exchange.keyId;
        record.endUserId = request.endUser();
        record.source = "gateway";
        record.text = request.queryText().text;
        record.latencyMs = exchange.elapsedMs();
        record.attempts.push_back(std::move(attempt));
        return engine.recordUnrouted(std::move(record));
    };
    if (const Result<void> stored = co_await onWorkers(exchange.context.workers, std::move(work)); !stored) {
        spdlog::warn("gateway: a client that left is not recorded: {}", stored.error().message);
    }
}

asio::awaitable<Result<Prepared>> prepare(
    ApiExchange& exchange, const ApiRequest& request, const std::string& taskId)
{
    auto work = [&exchange, &request, &taskId,
                    session = exchange.header("x-routenlp-session")]() -> Result<Prepared> {
        Prepared prepared;
        prepared.text = request.queryText();
        prepared.stickyKey = stickyKeyOf(exchange.keyId, taskId, session, prepared.text);
        engine::EngineQuery query;
        query.taskId = taskId;
        query.text = prepared.text.text;
        query.clientKeyId = exchange.keyId;
        query.endUserId = request.endUser();
        query.source = "gateway";
        const bool isWaitedFor = !exchange.cancel.isCancelled();
        Result<engine::QuerySession> begun
            = exchange.context.services.engine.begin(std::move(query), isWaitedFor);
        if (!begun) {
            return fail(begun.error());
        }
        prepared.session = std::move(*begun);
        return prepared;
    };
    co_return co_await onWorkers(exchange.context.workers, std::move(work));
}

RouteCircumstances circumstancesOf(
    const ApiExchange& exchange, const ApiRequest& request, const Prepared& prepared)
{
    const GatewayContext& context = exchange.context;
    RouteCircumstances circumstances;
    circumstances.isBypassed = context.isBypassed(prepared.session.record.taskId);
    circumstances.isFirstTurn = prepared.text.isFirstTurn;
    const bool hasSession = !exchange.header("x-routenlp-session").empty();
    if (hasSession || !prepared.text.isFirstTurn) {
        circumstances.stickyTier
            = context.sticky.tierOf(prepared.stickyKey, std::chrono::steady_clock::now());
    }
    circumstances.needsEndpoint = request.needsFullApi() || !prepared.text.isPlainText;
    if (const auto serving = context.options.tasks.find(prepared.session.record.taskId);
        serving != context.options.tasks.end()) {
        circumstances.latencyLimitMs = serving->second.latencyLimitMs;
        circumstances.isUncascadedStream
            = request.isStream() && serving->second.streaming == StreamingMode::RouterChoice;
    }
    return circumstances;
}

} // namespace

asio::awaitable<void> routedChat(ApiExchange& exchange, const ApiRequest& request, std::string taskId)
{
    exchange.client.watch([&exchange] { exchange.cancel.cancel(); });
    if (taskId.empty()) {
        Result<std::string> found = co_await findTask(exchange, request);
        if (exchange.cancel.isCancelled()) {
            co_await recordDeparture(exchange, request);
            exchange.client.unwatch();
            co_return;
        }
        if (!found) {
            exchange.client.unwatch();
            const ApiError error = badRequest(
                "No task for 'routenlp/auto': " + found.error().message + ".", "model", "task_not_found");
            co_return co_await exchange.refuse(error);
        }
        taskId = std::move(*found);
    }
    if (const std::optional<ApiError> refusal = exchange.context.access.admit(exchange.keyId, taskId, true);
        refusal) {
        exchange.client.unwatch();
        co_return co_await exchange.refuse(*refusal);
    }
    Result<Prepared> prepared = co_await prepare(exchange, request, taskId);
    if (!prepared) {
        exchange.client.unwatch();
        const ApiError error = errorFor(prepared.error(), taskId);
        co_return co_await exchange.refuse(error);
    }
    const std::shared_ptr<const LivePortfolio> portfolio = exchange.context.portfolio;
    const RouteCircumstances circumstances = circumstancesOf(exchange, request, *prepared);
    chooseRoute(prepared->session, *portfolio, circumstances);
    if (prepared->session.plan.empty()) {
        exchange.client.unwatch();
        const ApiError error = upstreamError(503,
            "No tier can answer this request: it needs a priced tier that is connected"
                + std::string(
                    circumstances.needsEndpoint ? " and serves tools, several choices and images." : "."));
        co_return co_await exchange.refuse(error);
    }
    const bool acceptsFirstAnswer = prepared->session.scope == domain::CertificateScope::Uncertified
        && (circumstances.stickyTier || !circumstances.isFirstTurn || circumstances.isUncascadedStream);
    RoutedRun run(exchange, request, std::move(prepared->session), std::move(prepared->stickyKey));
    co_await run.run(portfolio, acceptsFirstAnswer);
}

} // namespace core::gateway
