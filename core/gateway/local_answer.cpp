#include "core/gateway/local_answer.h"

#include "core/gateway/usage_cost.h"
#include "core/providers/json_slices.h"

namespace core::gateway {

using providers::jsonQuoted;

namespace {

std::string usageJson(const LocalAnswer& answer)
{
    const std::string prompt = std::to_string(answer.usage.promptTokens);
    const std::string completion = std::to_string(answer.usage.completionTokens);
    const std::string total = std::to_string(answer.usage.promptTokens + answer.usage.completionTokens);
    const std::string usage = R"({"prompt_tokens":)" + prompt + R"(,"completion_tokens":)" + completion
        + R"(,"total_tokens":)" + total + "}";
    return usageWithCost(usage, answer.cost);
}

std::string head(const LocalAnswer& answer, std::string_view object)
{
    return R"({"id":)" + jsonQuoted("chatcmpl-" + answer.decisionId) + R"(,"object":")" + std::string(object)
        + R"(","created":)" + std::to_string(answer.createdSeconds) + R"(,"model":)"
        + jsonQuoted(answer.model);
}

std::string chunk(const LocalAnswer& answer, const std::string& delta, std::string_view finishReason)
{
    return "data: " + head(answer, "chat.completion.chunk") + R"(,"choices":[{"index":0,"delta":)" + delta
        + R"(,"logprobs":null,"finish_reason":)" + std::string(finishReason) + "}]}\n\n";
}

} // namespace

std::string completionJson(const LocalAnswer& answer)
{
    return head(answer, "chat.completion")
        + R"(,"choices":[{"index":0,"message":{"role":"assistant","content":)" + jsonQuoted(answer.text)
        + R"(,"refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":)" + usageJson(answer) + "}";
}

std::string completionEvents(const LocalAnswer& answer, bool withUsage)
{
    std::string events = chunk(answer, R"({"role":"assistant","content":""})", "null");
    events += chunk(answer, R"({"content":)" + jsonQuoted(answer.text) + "}", "null");
    events += chunk(answer, "{}", R"("stop")");
    if (withUsage) {
        events += "data: " + head(answer, "chat.completion.chunk") + R"(,"choices":[],"usage":)"
            + usageJson(answer) + "}\n\n";
    }
    return events;
}

} // namespace core::gateway
