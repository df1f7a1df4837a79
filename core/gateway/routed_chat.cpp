#include "core/gateway/routed_chat.h"

#include "core/base/uuid.h"
#include "core/gateway/route_choice.h"
#include "core/gateway/routed_run.h"
#include "core/gateway/worker_pool.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;

namespace {

StickySessions::Key stickyKeyOf(const std::string& keyId, const std::string& taskId,
    const std::string& sessionHeader, const QueryText& text)
{
    const std::string conversation
        = sessionHeader.empty() ? "p\n" + text.conversation : "s\n" + sessionHeader;
    return StickySessions::keyOf(keyId + "\n" + taskId + "\n" + conversation);
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

/// A later turn is of the conversation's task; where that is forgotten, its first message tells.
asio::awaitable<Result<std::string>> findTask(ApiExchange& exchange, const ApiRequest& request)
{
    const ports::TaskClassifier* classifier = exchange.context.services.classifier;
    if (classifier == nullptr) {
        co_return fail(ErrorCode::Unsupported,
            "this workspace has no task classifier; name the task: routenlp/<task>, or an x-routenlp-task "
            "header");
    }
    auto work = [&request, &exchange, classifier,
                    session = exchange.header("x-routenlp-session")]() -> Result<std::string> {
        if (exchange.cancel.isCancelled()) {
            return fail(ErrorCode::Cancelled, "the client disconnected");
        }
        const QueryText text = request.queryText();
        StickySessions& known = exchange.context.conversationTasks;
        const StickySessions::Key conversation = stickyKeyOf(exchange.keyId, {}, session, text);
        const auto now = std::chrono::steady_clock::now();
        std::optional<std::string> task
            = session.empty() && text.isFirstTurn ? std::nullopt : known.valueOf(conversation, now);
        if (!task) {
            Result<std::string> found = classifier->taskOf(text.firstText.empty() ? text.text : text.firstText);
            if (!found) {
                return found;
            }
            task = std::move(*found);
        }
        known.remember(conversation, *task, now);
        return std::move(*task);
    };
    co_return co_await besideIo(exchange.context.workers, std::move(work));
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
    if (const Result<void> stored = co_await besideIo(exchange.context.workers, std::move(work)); !stored) {
        spdlog::warn("gateway: a client that left is not recorded: {}", stored.error().message);
    }
}

/// What a request without a word of its user is planned by, such as one of images alone.
constexpr const char* kNoText = "[no text]";

/// What the io thread knows of a request before a worker looks at it.
struct Arrival {
    const std::string& taskId;
    std::string sessionHeader;
    std::shared_ptr<const LivePortfolio> portfolio;
    bool isBypassed = false;
    StreamingMode streaming = StreamingMode::Hold;
};

bool needsEndpoint(const ApiRequest& request, const QueryText& text)
{
    return request.needsFullApi() || !text.isPlainText;
}

RouteCircumstances circumstancesOf(const ApiExchange& exchange, const ApiRequest& request, const Arrival& arrival,
    const QueryText& text, const StickySessions::Key& stickyKey)
{
    const GatewayContext& context = exchange.context;
    RouteCircumstances circumstances;
    circumstances.isBypassed = arrival.isBypassed;
    circumstances.isFirstTurn = text.isFirstTurn;
    circumstances.hasText = !text.text.empty();
    if (!arrival.sessionHeader.empty() || !text.isFirstTurn) {
        circumstances.stickyTier = context.sticky.valueOf(stickyKey, std::chrono::steady_clock::now());
    }
    circumstances.needsEndpoint = needsEndpoint(request, text);
    if (const auto serving = context.options.tasks.find(arrival.taskId); serving != context.options.tasks.end()) {
        circumstances.staysOnTier = serving->second.isSticky;
        circumstances.latencyLimitMs = serving->second.latencyLimitMs;
    }
    circumstances.isUncascadedStream = request.isStream() && arrival.streaming == StreamingMode::RouterChoice;
    return circumstances;
}

/// Worker thread: routes the query and, where nothing of it is streamed, asks the tiers inside the workspace that
/// come first.
Result<std::unique_ptr<RoutedRun>> begin(ApiExchange& exchange, const ApiRequest& request, const Arrival& arrival)
{
    const QueryText text = request.queryText();
    const StickySessions::Key stickyKey
        = stickyKeyOf(exchange.keyId, arrival.taskId, arrival.sessionHeader, text);
    engine::EngineQuery query;
    query.taskId = arrival.taskId;
    const bool isTextless = text.text.empty() && needsEndpoint(request, text);
    query.text = isTextless ? kNoText : text.text;
    query.clientKeyId = exchange.keyId;
    query.endUserId = request.endUser();
    query.source = "gateway";
    const bool asksRouter = !isTextless && !exchange.cancel.isCancelled(); // which then nobody waits for
    Result<engine::QuerySession> session
        = exchange.context.services.engine.begin(std::move(query), asksRouter);
    if (!session) {
        return fail(session.error());
    }
    if (isTextless) {
        session->record.text.clear(); // nobody wrote it, and nothing is to be learnt from it
    }
    const RouteCircumstances circumstances = circumstancesOf(exchange, request, arrival, text, stickyKey);
    chooseRoute(*session, *arrival.portfolio, circumstances);
    if (session->plan.empty()) {
        return fail(ErrorCode::Unavailable,
            std::string("No tier can answer this request: it needs a priced tier that is connected")
                + (circumstances.needsEndpoint ? " and serves tools, several choices and images" : ""));
    }
    const bool acceptsFirstAnswer = session->scope == domain::CertificateScope::Uncertified
        && (circumstances.isLaterTurn() || circumstances.isUncascadedStream);
    auto run = std::make_unique<RoutedRun>(
        exchange, request, std::move(*session), stickyKey, arrival.portfolio, acceptsFirstAnswer);
    if (!request.isStream()) {
        run->advance();
    }
    return run;
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
    Arrival arrival{taskId, exchange.header("x-routenlp-session"), exchange.context.portfolio,
        exchange.context.isBypassed(taskId), exchange.context.streamingOf(taskId)};
    auto work = [&exchange, &request, &arrival] { return begin(exchange, request, arrival); };
    const Result<std::unique_ptr<RoutedRun>> run = co_await besideIo(exchange.context.workers, std::move(work));
    if (!run) {
        exchange.client.unwatch();
        const ApiError error = errorFor(run.error(), taskId);
        co_return co_await exchange.refuse(error);
    }
    co_await (*run)->run();
}

} // namespace core::gateway
