// How a routed request ends: judging, booking, recording and answering.
#include "core/domain/score_signals.h"
#include "core/domain/token_estimate.h"
#include "core/engine/shadow_runner.h"
#include "core/gateway/completion_events.h"
#include "core/gateway/local_answer.h"
#include "core/gateway/routed_run.h"
#include "core/gateway/usage_cost.h"
#include "core/gateway/worker_pool.h"
#include "core/providers/json_slices.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using providers::EndpointFailure;
using providers::JsonEdit;
using providers::JsonSlices;

namespace {

/// How often a tier was down and the next one up was asked in its place: no judgement on quality.
int fallbacksOf(const domain::QueryRecord& record)
{
    return static_cast<int>(std::count_if(record.attempts.begin(), record.attempts.end(),
        [](const domain::Attempt& attempt) { return attempt.result == domain::AttemptResult::Failed; }));
}

/// The answer's body with the query's cost, and without log-probabilities that only we asked for.
std::string clientBody(const std::string& body, std::optional<domain::Money> cost, const LogprobFilter& logprobs)
{
    const std::string shown = logprobs.applied(body);
    const Result<JsonSlices> json = JsonSlices::scan(shown);
    const bool hasUsage = json && json->raw("usage").starts_with('{');
    return hasUsage ? JsonEdit(*json).set("usage", usageWithCost(json->raw("usage"), cost)).applied() : shown;
}

} // namespace

RoutedRun::Step RoutedRun::judge(
    const LiveEndpoint& endpoint, const providers::ChatAnswer& chat, double latencyMs)
{
    const std::string& tierId = endpoint.tier.id;
    ports::ModelAnswer answer;
    answer.text = chat.text;
    answer.model = chat.model;
    answer.usage = chat.usage;
    answer.latencyMs = latencyMs;
    answer.confidence = std::numeric_limits<double>::quiet_NaN();
    if (endpoint.client->endpoint().providesLogprobs) { // else decided before, whatever the client asked for
        providers::takeSignals(chat, answer);
    }
    m_session.modelWallMs += latencyMs;
    if (m_acceptsFirstAnswer) {
        m_session.plan = {tierId};
    }
    const bool isAccepted = m_session.judge(tierId, std::move(answer)) == domain::AttemptResult::Accepted;
    domain::Attempt& attempt = m_session.record.attempts.back();
    const domain::Tier* priced = m_session.tier(tierId); // at the prices of the state that the query began with
    attempt.cost = priced == nullptr
        ? std::nullopt
        : providers::costOf(attempt.usage, chat.details, priced->prices, endpoint.client->endpoint().detailPrices);
    return isAccepted ? Step::Accepted : Step::Next;
}

RoutedRun::Step RoutedRun::failed(const std::string& tierId, const EndpointFailure& failure, double latencyMs)
{
    const bool isGone = failure.kind == EndpointFailure::Kind::Cancelled;
    m_session.modelWallMs += latencyMs;
    m_session.fail(tierId, isGone ? "the client disconnected" : failure.message);
    m_session.record.attempts.back().latencyMs = latencyMs;
    return isGone ? Step::Gone : Step::Next;
}

providers::ChatAnswer RoutedRun::counted(providers::ChatAnswer answer, std::int64_t pieces) const
{
    if (!answer.isUsageReported) {
        answer.usage = {m_request.promptTokens(), std::max(domain::estimatedTokens(answer.text), pieces)};
    }
    return answer;
}

void RoutedRun::bookPartialAnswer(const LiveEndpoint& endpoint, const providers::ChatAnswer& partial)
{
    domain::Attempt& attempt = m_session.record.attempts.back();
    attempt.model = endpoint.tier.model;
    attempt.answer = partial.text;
    attempt.usage = partial.usage;
    attempt.priceVersionId = endpoint.tier.priceVersionId;
    attempt.cost = providers::costOf(
        attempt.usage, partial.details, endpoint.tier.prices, endpoint.client->endpoint().detailPrices);
    attempt.errorText += partial.isUsageReported ? "" : "; tokens estimated";
}

RoutedRun::Step RoutedRun::brokenOff(const LiveEndpoint& endpoint, const EndpointFailure& failure,
    const providers::ChatAnswer& partial, double latencyMs)
{
    const Step step = failed(endpoint.tier.id, failure, latencyMs);
    bookPartialAnswer(endpoint, partial);
    return step;
}

void RoutedRun::record()
{
    m_record = m_session.record;
    if (engine::isOfInterest(*m_session.task)) { // whoever is asked again beside the traffic gets the same instructions
        m_session.request.chatBody = m_request.body();
    }
    Result<engine::EngineAnswer> answer = m_exchange.context.services.engine.finish(std::move(m_session));
    if (answer) {
        m_record = std::move(answer->record);
    } else {
        m_storeError = std::move(answer.error());
    }
    m_isRecorded = true;
}

void RoutedRun::book()
{
    GatewayContext& context = m_exchange.context;
    const std::string& task = m_record.taskId;
    std::int64_t tokens = 0;
    for (const domain::Attempt& attempt : m_record.attempts) {
        const std::string labels = GatewayMetrics::labelsOf(task, attempt.tierId);
        const domain::Money cost = attempt.cost.value_or(domain::Money{});
        tokens += attempt.usage.promptTokens + attempt.usage.completionTokens;
        context.metrics.count("routenlp_cost_usd_total", labels, cost.usd());
        context.metrics.observeSeconds("routenlp_upstream_seconds", labels, attempt.latencyMs / 1e3);
        switch (attempt.result) {
        case domain::AttemptResult::Accepted:
            context.metrics.count("routenlp_requests_total", labels);
            break;
        case domain::AttemptResult::Escalated:
            context.metrics.count("routenlp_escalations_total", labels);
            break;
        case domain::AttemptResult::Failed:
            context.metrics.count("routenlp_failures_total", labels);
            break;
        case domain::AttemptResult::Shadow:
            break;
        }
    }
    context.access.spend(m_exchange.keyId, m_record.knownCost(), tokens);
    const domain::Attempt* accepted = m_record.accepted();
    const std::string overhead
        = GatewayMetrics::labelsOf(task, accepted != nullptr ? accepted->tierId : std::string());
    context.metrics.observeSeconds("routenlp_overhead_seconds", overhead, m_record.overheadMs / 1e3);
    if (m_record.prediction.isNovel) {
        context.metrics.count("routenlp_novel_total", overhead);
    }
    if (accepted != nullptr) {
        if (fallbacksOf(m_record) > 0) {
            context.metrics.count(
                "routenlp_fallbacks_total", GatewayMetrics::labelsOf(task, accepted->tierId));
        }
        context.recent.add(summaryOf(m_record));
        context.sticky.remember(m_stickyKey, accepted->tierId, std::chrono::steady_clock::now());
    }
}

std::string RoutedRun::headerLines() const
{
    const domain::QueryRecord& record = m_record.id.empty() ? m_session.record : m_record;
    std::string lines = m_exchange.idLine() + routeLine("decision", record.id)
        + routeLine("task", record.taskId) + routeLine("escalations", std::to_string(record.escalations()));
    if (const int fallbacks = fallbacksOf(record); fallbacks > 0) {
        lines += routeLine("fallbacks", std::to_string(fallbacks));
    }
    if (const domain::Attempt* accepted = record.accepted(); accepted != nullptr) {
        lines += routeLine("tier", accepted->tierId) + routeLine("model", accepted->model);
        lines += accepted->score ? routeLine("confidence", *accepted->score) : "";
        lines += accepted->threshold ? routeLine("threshold", *accepted->threshold) : "";
    }
    const bool isFinished = !m_record.id.empty();
    lines += routeLine(
        "overhead-ms", isFinished ? record.overheadMs : m_exchange.elapsedMs() - m_session.modelWallMs);
    return m_exchange.header("x-routenlp-debug") == "1" ? lines + routeLine("trace", trace()) : lines;
}

namespace {

/// What the attempt's score was made of; null where nothing was told.
nlohmann::json signalsOf(const domain::Attempt& attempt)
{
    nlohmann::json signals;
    for (std::size_t i = 0; i < std::min(attempt.scoreSignals.size(), domain::kScoreSignals); ++i) {
        const double value = attempt.scoreSignals[i];
        signals[std::string(domain::kScoreSignalNames[i])] = std::isnan(value) ? nlohmann::json() : nlohmann::json(value);
    }
    return signals;
}

} // namespace

std::string RoutedRun::trace() const
{
    const domain::QueryRecord& record = m_record.id.empty() ? m_session.record : m_record;
    nlohmann::json attempts = nlohmann::json::array();
    for (const domain::Attempt& attempt : record.attempts) {
        nlohmann::json entry{{"tier", attempt.tierId}, {"result", domain::toString(attempt.result)},
            {"latency_ms", attempt.latencyMs}, {"prompt_tokens", attempt.usage.promptTokens},
            {"completion_tokens", attempt.usage.completionTokens}};
        entry["score"] = attempt.score ? nlohmann::json(*attempt.score) : nlohmann::json();
        entry["threshold"] = attempt.threshold ? nlohmann::json(*attempt.threshold) : nlohmann::json();
        entry["signals"] = signalsOf(attempt);
        entry["error"] = attempt.errorText.empty() ? nlohmann::json() : nlohmann::json(attempt.errorText);
        attempts.push_back(std::move(entry));
    }
    const nlohmann::json document{{"policy", record.policyVersionId},
        {"scope", domain::toString(record.scope)}, {"difficulty", record.prediction.difficulty},
        {"attempts", std::move(attempts)}};
    return document.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

asio::awaitable<void> RoutedRun::sendAnswer()
{
    const domain::Attempt& accepted = *m_record.accepted();
    const std::optional<domain::Money> cost
        = m_record.isCostKnown() ? std::optional(m_record.knownCost()) : std::nullopt;
    const bool isLocal = m_jsonBody.empty() && m_heldEvents.empty();
    std::string shown; // of a server's JSON
    if (!m_jsonBody.empty()) {
        auto show = [this, cost] { return clientBody(m_jsonBody, cost, m_logprobs); };
        if (m_jsonBody.size() <= kReadOnIoThread) {
            shown = show();
        } else {
            shown = co_await onWorkers(m_exchange.context.workers, std::move(show));
        }
    }
    const LocalAnswer local{m_record.id, toMicroseconds(m_record.at) / 1'000'000, accepted.model,
        accepted.answer, accepted.usage, cost};
    if (!m_request.isStream()) {
        HttpReply reply;
        reply.headerLines = headerLines();
        reply.body = isLocal ? completionJson(local) : std::move(shown);
        co_await m_exchange.client.respond(reply);
        co_return;
    }
    bool isAlive = m_exchange.client.hasStreamBegun();
    if (!isAlive) {
        const std::string lines = headerLines();
        isAlive = co_await m_exchange.client.beginStream(lines);
    }
    const bool wantsUsage = m_request.wantsUsage();
    const std::string events = !m_heldEvents.empty() ? m_heldEvents
        : isLocal ? completionEvents(local, wantsUsage)
                  : completionAsEvents(shown, wantsUsage);
    if (isAlive) {
        co_await m_exchange.client.endStream(events + "data: [DONE]\n\n");
    }
}

asio::awaitable<void> RoutedRun::sendFailure()
{
    const bool isAnswerLost
        = m_record.accepted() != nullptr; // answered, but the record could not be made durable
    const ApiError error = isAnswerLost
        ? upstreamError(500, "The answer could not be recorded: " + m_storeError->message + ".")
        : upstreamError(503, m_storeError ? m_storeError->message + "." : "No tier answered.");
    if (m_exchange.client.hasStreamBegun()) {
        const std::string event = error.event();
        co_await m_exchange.client.writeStream(event);
        m_exchange.client.close();
        co_return;
    }
    HttpReply reply;
    if (!isAnswerLost && m_failureReply) {
        reply = *m_failureReply;
    } else {
        reply.status = error.status;
        reply.body = error.json();
    }
    reply.headerLines += headerLines();
    co_await m_exchange.client.respond(reply);
}

} // namespace core::gateway
