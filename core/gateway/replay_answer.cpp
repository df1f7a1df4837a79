#include "core/gateway/replay_answer.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace core::gateway {

using nlohmann::ordered_json;

namespace {

constexpr const char* kId = "chatcmpl-replay";

std::string dumped(const ordered_json& json)
{
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

ordered_json tokenJson(const std::string& piece, double logprob)
{
    const ordered_json alternative{{"token", piece}, {"logprob", logprob}, {"bytes", nullptr}};
    ordered_json token = alternative;
    token["top_logprobs"] = ordered_json::array({alternative});
    return token;
}

ordered_json logprobsJson(const ReplayAnswer& answer, const std::vector<std::string>& pieces)
{
    if (!answer.hasLogprobs) {
        return nullptr;
    }
    ordered_json content = ordered_json::array();
    for (std::size_t i = 0; i < pieces.size() && i < answer.response.logprobs.size(); ++i) {
        content.push_back(tokenJson(pieces[i], answer.response.logprobs[i]));
    }
    return {{"content", content}, {"refusal", nullptr}};
}

ordered_json usageJson(const ReplayAnswer& answer)
{
    return {{"prompt_tokens", answer.promptTokens}, {"completion_tokens", answer.completionTokens},
        {"total_tokens", answer.promptTokens + answer.completionTokens}};
}

std::string chunk(const ReplayAnswer& answer, ordered_json choices, ordered_json usage)
{
    const ordered_json document{{"id", kId}, {"object", "chat.completion.chunk"}, {"created", 0},
        {"model", answer.model}, {"choices", std::move(choices)}, {"usage", std::move(usage)}};
    return "data: " + dumped(document) + "\n\n";
}

} // namespace

std::vector<std::string> piecesOf(const std::string& text, std::size_t count)
{
    std::vector<std::string> pieces;
    std::size_t from = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        std::size_t to = text.size() * i / count;
        while (to < text.size() && isContinuation(text[to])) {
            ++to;
        }
        pieces.push_back(text.substr(from, std::max(to, from) - from));
        from = std::max(to, from);
    }
    return pieces;
}

std::vector<std::string> piecesOf(const ReplayAnswer& answer)
{
    const std::size_t count = answer.response.logprobs.empty() ? countWords(answer.response.text)
                                                               : answer.response.logprobs.size();
    return piecesOf(answer.response.text, std::max<std::size_t>(1, count));
}

std::string replayJson(const ReplayAnswer& answer)
{
    const ordered_json message{
        {"role", "assistant"}, {"content", answer.response.text}, {"refusal", nullptr}};
    const ordered_json choice{{"index", 0}, {"message", message},
        {"logprobs", logprobsJson(answer, piecesOf(answer))}, {"finish_reason", "stop"}};
    return dumped({{"id", kId}, {"object", "chat.completion"}, {"created", 0}, {"model", answer.model},
        {"choices", ordered_json::array({choice})}, {"usage", usageJson(answer)}});
}

std::vector<std::string> replayEvents(const ReplayAnswer& answer, bool withUsage)
{
    std::vector<std::string> events;
    const std::vector<std::string> pieces = piecesOf(answer);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        ordered_json logprobs;
        if (answer.hasLogprobs) {
            logprobs["content"] = ordered_json::array({tokenJson(pieces[i], answer.response.logprobs[i])});
        }
        const ordered_json choice{{"index", 0}, {"delta", {{"content", pieces[i]}}}, {"logprobs", logprobs},
            {"finish_reason", nullptr}};
        events.push_back(chunk(answer, ordered_json::array({choice}), nullptr));
    }
    const ordered_json end{
        {"index", 0}, {"delta", ordered_json::object()}, {"logprobs", nullptr}, {"finish_reason", "stop"}};
    events.push_back(chunk(answer, ordered_json::array({end}), nullptr));
    if (withUsage) {
        events.push_back(chunk(answer, ordered_json::array(), usageJson(answer)));
    }
    return events;
}

} // namespace core::gateway
