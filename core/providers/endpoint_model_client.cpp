#include "core/providers/endpoint_model_client.h"

#include "core/domain/token_estimate.h"
#include "core/providers/endpoint_answer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace core::providers {

using nlohmann::json;

namespace {

std::string chatBody(const ports::ModelRequest& request, const std::string& model, bool asksLogprobs)
{
    json body = request.chatBody.empty() ? json() : json::parse(request.chatBody, nullptr, false);
    if (!body.is_object()) {
        body = json{{"messages", {{{"role", "user"}, {"content", request.text}}}}};
    }
    body["model"] = model;
    body.erase("stream");
    body.erase("stream_options");
    if (asksLogprobs) {
        const json own = body.value("top_logprobs", json());
        body["logprobs"] = true;
        body["top_logprobs"] = own.is_number_unsigned() ? std::max(own.get<std::size_t>(), kAlternatives) : kAlternatives;
    }
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace

Result<std::shared_ptr<EndpointModelClient>> EndpointModelClient::make(
    const domain::Tier& tier, const domain::Endpoint& endpoint, const std::string& key)
{
    Result<std::unique_ptr<EndpointSession>> session = EndpointSession::open(endpoint, key);
    if (!session) {
        return fail(session.error());
    }
    return std::shared_ptr<EndpointModelClient>(
        new EndpointModelClient(tier.model, endpoint.providesLogprobs, std::move(*session)));
}

EndpointModelClient::EndpointModelClient(
    std::string model, bool asksLogprobs, std::unique_ptr<EndpointSession> session)
    : m_model(std::move(model))
    , m_asksLogprobs(asksLogprobs)
    , m_session(std::move(session))
{
}

Result<ports::ModelAnswer> EndpointModelClient::complete(const ports::ModelRequest& request) const
{
    Result<EndpointSession::Answer> called
        = m_session->call("POST", "/chat/completions", chatBody(request, m_model, m_asksLogprobs));
    if (!called) {
        return fail(called.error());
    }
    const Result<ChatAnswer> chat = parseChatCompletion(called->body);
    if (!chat) {
        return fail(chat.error());
    }
    ports::ModelAnswer answer;
    answer.text = chat->text;
    answer.model = chat->model.empty() ? m_model : chat->model;
    answer.usage = chat->isUsageReported
        ? chat->usage
        : domain::TokenUsage{domain::estimatedTokens(request.text), domain::estimatedTokens(chat->text)};
    answer.latencyMs = called->latencyMs;
    if (m_asksLogprobs) { // as the gateway, which takes no notice of what was not asked for
        takeSignals(*chat, answer);
        if (request.asksAlternatives) {
            answer.topLogprobs = topLogprobsOf(called->body);
        }
    } else {
        answer.confidence = std::numeric_limits<double>::quiet_NaN();
    }
    return answer;
}

} // namespace core::providers
