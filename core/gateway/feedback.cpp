#include "core/gateway/feedback.h"

#include "core/evaluation/answer_metrics.h"
#include "core/gateway/worker_pool.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using nlohmann::json;

namespace {

struct Feedback {
    std::string decision;
    std::optional<double> quality;
    std::string label;
    std::string correctedAnswer;
    std::string note;
};

std::string textOf(const json& object, const char* key)
{
    const auto value = object.find(key);
    return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
}

tl::expected<Feedback, ApiError> parse(const std::string& body)
{
    const json object = json::parse(body, nullptr, false);
    if (!object.is_object()) {
        return tl::unexpected(badRequest("We could not parse the JSON body of your request."));
    }
    Feedback feedback;
    feedback.decision = textOf(object, "decision");
    feedback.label = textOf(object, "label");
    feedback.correctedAnswer = textOf(object, "corrected_answer");
    feedback.note = textOf(object, "note");
    if (feedback.decision.empty()) {
        return tl::unexpected(badRequest("'decision' must be the x-routenlp-decision of an answer.",
            "decision", "missing_required_parameter"));
    }
    if (const auto accepted = object.find("accepted"); accepted != object.end() && accepted->is_boolean()) {
        feedback.quality = accepted->get<bool>() ? 1.0 : 0.0;
    }
    if (const auto score = object.find("score"); score != object.end() && score->is_number()) {
        feedback.quality = score->get<double>();
        if (*feedback.quality < 0 || *feedback.quality > 1) {
            return tl::unexpected(
                badRequest("'score' must be a number from 0 to 1.", "score", "invalid_value"));
        }
    }
    if (!feedback.quality && feedback.label.empty() && feedback.correctedAnswer.empty()) {
        return tl::unexpected(badRequest("Send 'accepted', 'score', 'label' or 'corrected_answer'.",
            "accepted", "missing_required_parameter"));
    }
    return feedback;
}

domain::Reference referenceOf(const Feedback& feedback, domain::TaskKind kind)
{
    const std::string& right = feedback.label.empty() ? feedback.correctedAnswer : feedback.label;
    domain::Reference reference;
    if (kind == domain::TaskKind::Classification) {
        reference.labels.push_back(right);
    } else {
        reference.text = right;
    }
    return reference;
}

/// Worker thread. Nothing when the decision is unknown or another key's.
Result<std::optional<domain::Outcome>> store(GatewayContext& context, const Feedback& feedback,
    std::optional<DecisionSummary> decision, const std::string& keyId)
{
    if (!decision && context.services.history != nullptr) {
        const Result<std::optional<domain::QueryRecord>> record
            = context.services.history->find(feedback.decision);
        decision = record && *record ? std::optional(summaryOf(**record)) : std::nullopt;
    }
    const auto state = context.services.engine.servingState();
    const bool isTask = decision && state != nullptr && state->tasks.contains(decision->taskId);
    if (!isTask || decision->clientKeyId != keyId) {
        return std::optional<domain::Outcome>();
    }
    const engine::ServingTask& task = state->tasks.at(decision->taskId);
    domain::Outcome outcome;
    outcome.queryId = decision->id;
    outcome.at = context.services.clock.now();
    outcome.source = domain::LabelSource::Client;
    outcome.judge = keyId.empty() ? "client" : keyId;
    outcome.quality = feedback.quality
        ? *feedback.quality
        : evaluation::answerQuality(task.task, decision->answer, referenceOf(feedback, task.task.kind));
    outcome.meetsTarget = outcome.quality >= task.policy.answerFloor;
    outcome.correctedAnswer = feedback.correctedAnswer.empty() ? feedback.label : feedback.correctedAnswer;
    outcome.note = feedback.note;
    if (const Result<void> stored = context.services.decisions.append(outcome); !stored) {
        return fail(stored.error());
    }
    return std::optional(std::move(outcome));
}

constexpr std::size_t kLargestFeedback = 1024 * 1024; ///< bytes

/// Reads the body, a long one on a worker.
asio::awaitable<tl::expected<Feedback, ApiError>> readFeedback(ApiExchange& exchange)
{
    auto read = [&body = exchange.http.body()] { return parse(body); };
    if (exchange.http.body().size() <= kReadOnIoThread) {
        co_return read();
    }
    co_return co_await onWorkers(exchange.context.workers, std::move(read));
}

} // namespace

asio::awaitable<void> postFeedback(ApiExchange& exchange)
{
    if (exchange.http.body().size() > kLargestFeedback) {
        ApiError tooLarge = badRequest("The feedback is too large.", {}, "request_too_large");
        tooLarge.status = 413;
        co_return co_await exchange.refuse(tooLarge);
    }
    const auto feedback = co_await readFeedback(exchange);
    if (!feedback) {
        co_return co_await exchange.refuse(feedback.error());
    }
    GatewayContext& context = exchange.context;
    auto work
        = [&context, &feedback, keyId = exchange.keyId, recent = context.recent.find(feedback->decision)] {
              return store(context, *feedback, recent, keyId);
          };
    const Result<std::optional<domain::Outcome>> outcome
        = co_await onWorkers(context.workers, std::move(work));
    if (!outcome) {
        const ApiError error
            = upstreamError(500, "The feedback could not be stored: " + outcome.error().message + ".");
        co_return co_await exchange.refuse(error);
    }
    if (!*outcome) {
        ApiError error = badRequest("There is no routed decision '" + feedback->decision + "' of this key.",
            "decision", "decision_not_found");
        error.status = 404;
        co_return co_await exchange.refuse(error);
    }
    const json stored{{"object", "routenlp.feedback"}, {"decision", (*outcome)->queryId},
        {"quality", (*outcome)->quality}, {"meets_target", (*outcome)->meetsTarget}};
    co_await exchange.reply(stored.dump());
}

} // namespace core::gateway
