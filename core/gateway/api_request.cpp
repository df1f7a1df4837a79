#include "core/gateway/api_request.h"

#include "core/base/text.h"
#include "core/domain/token_estimate.h"
#include "core/providers/endpoint_answer.h"

#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace core::gateway {

using providers::JsonEdit;
using providers::JsonSlices;

namespace {

/// Text parts of a message's content, joined; `isPlain` becomes false when there are others.
std::string contentText(std::string_view content, bool& isPlain)
{
    const nlohmann::json value = nlohmann::json::parse(content, nullptr, false);
    if (value.is_string()) {
        return value.get<std::string>();
    }
    std::string text;
    for (const nlohmann::json& part : value.is_array() ? value : nlohmann::json::array()) {
        const bool isText = part.is_object() && part.value("text", nlohmann::json()).is_string();
        isPlain = isPlain && isText;
        text += isText ? part["text"].get<std::string>() : std::string();
    }
    return text;
}

std::string withoutNul(std::string text)
{
    for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) {
        text.replace(at, 1, "\xEF\xBF\xBD");
    }
    return text;
}

QueryText textOfInput(std::string_view input)
{
    QueryText query;
    const nlohmann::json value = nlohmann::json::parse(input, nullptr, false);
    if (value.is_string()) {
        query.text = value.get<std::string>();
    }
    for (const nlohmann::json& item : value.is_array() ? value : nlohmann::json::array()) {
        if (item.is_string()) {
            query.text.append(query.text.empty() ? "" : "\n").append(item.get<std::string>());
        }
    }
    query.text = withoutNul(std::move(query.text));
    return query;
}

} // namespace

tl::expected<ApiRequest, ApiError> ApiRequest::parse(std::string body)
{
    if (const std::size_t invalidAt = findInvalidText(body); invalidAt != std::string_view::npos) {
        return tl::unexpected(
            badRequest("The request body is not valid UTF-8 (byte " + std::to_string(invalidAt) + ")."));
    }
    ApiRequest request;
    request.m_body = std::make_unique<const std::string>(std::move(body));
    Result<JsonSlices> json = JsonSlices::scan(*request.m_body);
    if (!json) {
        return tl::unexpected(
            badRequest("We could not parse the JSON body of your request: " + json.error().message + "."));
    }
    request.m_json = std::move(*json);
    request.m_model = request.m_json.string("model");
    if (request.m_model.empty()) {
        return tl::unexpected(
            badRequest("You must provide a model parameter.", "model", "missing_required_parameter"));
    }
    return request;
}

tl::expected<void, ApiError> ApiRequest::checkMessages() const
{
    const std::string_view messages = m_json.raw("messages");
    if (messages.empty()) {
        return tl::unexpected(
            badRequest("Missing required parameter: 'messages'.", "messages", "missing_required_parameter"));
    }
    if (providers::jsonElements(messages).empty()) {
        return tl::unexpected(
            badRequest("'messages' must be an array of at least one message.", "messages", "invalid_type"));
    }
    return {};
}

bool ApiRequest::wantsUsage() const
{
    const std::string_view options = m_json.raw("stream_options");
    const Result<JsonSlices> slices = JsonSlices::scan(options);
    return slices && slices->isTrue("include_usage");
}

std::size_t ApiRequest::choices() const
{
    const std::int64_t n = m_json.integer("n").value_or(1);
    return n > 0 ? static_cast<std::size_t>(n) : 1;
}

bool ApiRequest::needsFullApi() const
{
    const auto isGiven = [this](std::string_view key) {
        const std::string_view value = m_json.raw(key);
        return !value.empty() && value != "null" && value != "[]";
    };
    const Result<JsonSlices> format = JsonSlices::scan(m_json.raw("response_format"));
    const bool isFormatGiven = format && format->string("type") != "text";
    return isFormatGiven || wantsLogprobs() || isGiven("tools") || isGiven("functions") || isGiven("audio") || isGiven("modalities")
        || choices() > 1;
}

QueryText ApiRequest::queryText() const
{
    if (m_json.find("messages") == nullptr) {
        return textOfInput(m_json.raw("input"));
    }
    QueryText query;
    bool hasSeenUser = false;
    for (const std::string_view message : providers::jsonElements(m_json.raw("messages"))) {
        const Result<JsonSlices> slices = JsonSlices::scan(message);
        const std::string role = slices ? slices->string("role") : std::string();
        if (role == "user") {
            query.text = contentText(slices->raw("content"), query.isPlainText);
            if (!hasSeenUser) {
                query.firstText = withoutNul(query.text);
            }
        } else if (role == "assistant" || role == "tool" || role == "function") {
            query.isFirstTurn = false;
            query.isPlainText = query.isPlainText && role == "assistant" && slices->raw("tool_calls").empty();
        }
        if (!hasSeenUser) {
            query.conversation.append(message).append("\n");
        }
        hasSeenUser = hasSeenUser || role == "user";
    }
    query.text = withoutNul(std::move(query.text));
    return query;
}

std::int64_t ApiRequest::promptTokens() const
{
    constexpr std::size_t kBytesPerToken = 4; // of JSON: the common rule of thumb of OpenAI's tokenisers
    const auto tokensOfJson = [](std::string_view json) {
        return json == "null" ? 0 : static_cast<std::int64_t>((json.size() + kBytesPerToken - 1) / kBytesPerToken);
    };
    std::int64_t tokens = m_json.find("messages") == nullptr
        ? domain::estimatedTokens(textOfInput(m_json.raw("input")).text)
        : 0;
    for (const std::string_view message : providers::jsonElements(m_json.raw("messages"))) {
        if (const Result<JsonSlices> slices = JsonSlices::scan(message); slices) {
            bool isPlain = true;
            tokens += domain::estimatedTokens(contentText(slices->raw("content"), isPlain))
                + tokensOfJson(slices->raw("tool_calls")) + tokensOfJson(slices->raw("function_call"));
        }
    }
    for (const char* part : {"tools", "functions", "response_format"}) {
        tokens += tokensOfJson(m_json.raw(part));
    }
    return tokens;
}

void ApiRequest::askUsage(JsonEdit& edit) const
{
    if (!isStream() || wantsUsage()) {
        return;
    }
    const Result<JsonSlices> options = JsonSlices::scan(m_json.raw("stream_options"));
    edit.set("stream_options",
        options ? JsonEdit(*options).set("include_usage", "true").applied() : R"({"include_usage":true})");
}

std::string ApiRequest::bodyWithUsage() const
{
    JsonEdit edit(m_json);
    askUsage(edit);
    return edit.isUnchanged() ? *m_body : edit.applied();
}

std::string ApiRequest::bodyFor(const std::string& model, bool asksLogprobs) const
{
    JsonEdit edit(m_json);
    edit.set("model", providers::jsonQuoted(model));
    askUsage(edit);
    if (asksLogprobs && !wantsLogprobs()) {
        edit.set("logprobs", "true");
    }
    if (asksLogprobs && fewAlternatives()) {
        edit.set("top_logprobs", std::to_string(providers::kAlternatives));
    }
    return edit.applied();
}

LogprobFilter ApiRequest::logprobFilter() const
{
    return wantsLogprobs() ? LogprobFilter{false, fewAlternatives()} : LogprobFilter{true};
}

std::optional<std::size_t> ApiRequest::fewAlternatives() const
{
    const std::string_view value = m_json.raw("top_logprobs");
    const std::optional<std::int64_t> asked
        = value.empty() || value == "null" ? std::optional<std::int64_t>(0) : m_json.integer("top_logprobs");
    const bool isFew = asked && *asked >= 0 && *asked < std::int64_t{providers::kAlternatives};
    return isFew ? std::optional(static_cast<std::size_t>(*asked)) : std::nullopt; // what is no count is the server's to refuse
}

} // namespace core::gateway
