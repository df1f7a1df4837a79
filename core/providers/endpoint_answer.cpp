#include "core/providers/endpoint_answer.h"

#include "core/providers/sse_splitter.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace core::providers {

namespace {

using nlohmann::json;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Sums behind LogprobSignals.
struct SignalSums {
    double margin = 0;
    double entropy = 0;
    int tokensWithAlternatives = 0;
};

const json& memberOf(const json& object, const char* key)
{
    static const json nothing;
    if (!object.is_object()) {
        return nothing;
    }
    const auto member = object.find(key);
    return member == object.end() ? nothing : *member;
}

std::string textOf(const json& value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// A count; 0 for anything else. No server has answered with as many tokens as the limit.
std::int64_t countOf(const json& object, const char* name)
{
    constexpr std::uint64_t kMost = 1'000'000'000;
    const json& value = memberOf(object, name);
    return value.is_number_unsigned() ? static_cast<std::int64_t>(std::min(value.get<std::uint64_t>(), kMost)) : 0;
}

bool readCounts(const json& object, domain::TokenUsage& usage, TokenDetails& details)
{
    if (!memberOf(object, "prompt_tokens").is_number_unsigned()) {
        return false;
    }
    usage.promptTokens = countOf(object, "prompt_tokens");
    usage.completionTokens = countOf(object, "completion_tokens");
    details.cachedPromptTokens
        = std::min(usage.promptTokens, countOf(memberOf(object, "prompt_tokens_details"), "cached_tokens"));
    details.reasoningTokens = std::min(
        usage.completionTokens, countOf(memberOf(object, "completion_tokens_details"), "reasoning_tokens"));
    return true;
}

void addAlternatives(const json& token, SignalSums& sums)
{
    std::vector<double> probabilities;
    for (const json& alternative : memberOf(token, "top_logprobs")) {
        const json& logprob = memberOf(alternative, "logprob");
        if (logprob.is_number()) {
            probabilities.push_back(std::min(1.0, std::exp(logprob.get<double>())));
        }
    }
    if (probabilities.size() < 2) {
        return;
    }
    std::sort(probabilities.rbegin(), probabilities.rend());
    probabilities.resize(std::min(probabilities.size(), kAlternatives));
    sums.margin += probabilities[0] - probabilities[1];
    for (const double p : probabilities) {
        sums.entropy -= p > 0 ? p * std::log(p) : 0.0;
    }
    ++sums.tokensWithAlternatives;
}

void addLogprobs(const json& choice, ChatAnswer& answer, SignalSums& sums)
{
    for (const json& token : memberOf(memberOf(choice, "logprobs"), "content")) {
        const json& logprob = memberOf(token, "logprob");
        if (logprob.is_number()) {
            answer.logprobs.push_back(logprob.get<double>());
            addAlternatives(token, sums);
        }
    }
}

void addChoice(const json& choice, const char* messageKey, ChatAnswer& answer, SignalSums& sums)
{
    const json& index = memberOf(choice, "index");
    if (index.is_number_integer() && index.get<int>() != 0) {
        return;
    }
    const json& message = memberOf(choice, messageKey);
    answer.text += textOf(memberOf(message, "content"));
    const json& calls = memberOf(message, "tool_calls");
    answer.hasToolCalls = answer.hasToolCalls || (calls.is_array() && !calls.empty());
    if (const json& reason = memberOf(choice, "finish_reason"); reason.is_string()) {
        answer.finishReason = reason.get<std::string>();
    }
    addLogprobs(choice, answer, sums);
}

void addDocument(const json& document, const char* messageKey, ChatAnswer& answer, SignalSums& sums)
{
    if (answer.model.empty()) {
        answer.model = textOf(memberOf(document, "model"));
    }
    for (const json& choice : memberOf(document, "choices")) {
        addChoice(choice, messageKey, answer, sums);
    }
    answer.isUsageReported = readCounts(memberOf(document, "usage"), answer.usage, answer.details) || answer.isUsageReported;
}

void finishSignals(ChatAnswer& answer, const SignalSums& sums)
{
    answer.tokenSignals = LogprobSignals{kUnknown, kUnknown, kUnknown, kUnknown};
    if (!answer.logprobs.empty()) {
        const double sum = std::accumulate(answer.logprobs.begin(), answer.logprobs.end(), 0.0);
        answer.tokenSignals.meanLogprob = sum / static_cast<double>(answer.logprobs.size());
        answer.tokenSignals.minLogprob = *std::min_element(answer.logprobs.begin(), answer.logprobs.end());
    }
    if (sums.tokensWithAlternatives > 0) {
        answer.tokenSignals.meanMargin = sums.margin / sums.tokensWithAlternatives;
        answer.tokenSignals.meanEntropy = sums.entropy / sums.tokensWithAlternatives;
    }
}

} // namespace

Result<ChatAnswer> parseChatCompletion(std::string_view text)
{
    const json document = json::parse(text, nullptr, false);
    if (!memberOf(document, "choices").is_array()) {
        return fail(ErrorCode::Unavailable, "the server answered with something that is no chat completion");
    }
    ChatAnswer answer;
    SignalSums sums;
    addDocument(document, "message", answer, sums);
    finishSignals(answer, sums);
    return answer;
}

ChatAnswer collectChatStream(std::string_view events)
{
    ChatAnswer answer;
    SignalSums sums;
    SseSplitter splitter;
    splitter.feed(events);
    while (const std::optional<std::string> event = splitter.next()) {
        const json document = json::parse(sseData(*event), nullptr, false);
        addDocument(document, "delta", answer, sums);
    }
    finishSignals(answer, sums);
    return answer;
}

double logprobConfidence(const ChatAnswer& answer)
{
    return std::isnan(answer.tokenSignals.meanLogprob) ? kUnknown
                                                       : std::min(1.0, std::exp(answer.tokenSignals.meanLogprob));
}

void takeSignals(const ChatAnswer& chat, ports::ModelAnswer& answer)
{
    answer.logprobs = chat.logprobs;
    answer.confidence = logprobConfidence(chat);
    answer.tokenMargin = chat.tokenSignals.meanMargin;
    answer.tokenEntropy = chat.tokenSignals.meanEntropy;
}

std::vector<domain::TokenAlternatives> topLogprobsOf(std::string_view completionJson)
{
    const auto tokenFrom = [](const json& token) -> std::optional<domain::TokenLogprob> {
        const json& logprob = memberOf(token, "logprob");
        return logprob.is_number() && memberOf(token, "token").is_string()
            ? std::optional(domain::TokenLogprob{textOf(memberOf(token, "token")), logprob.get<double>()})
            : std::nullopt;
    };
    std::vector<domain::TokenAlternatives> places;
    const json document = json::parse(completionJson, nullptr, false);
    const json& choices = memberOf(document, "choices");
    if (!choices.is_array() || choices.empty()) {
        return places;
    }
    for (const json& token : memberOf(memberOf(choices.front(), "logprobs"), "content")) {
        const std::optional<domain::TokenLogprob> answered = tokenFrom(token);
        if (!answered) {
            return {}; // the answer cannot be followed
        }
        domain::TokenAlternatives& place = places.emplace_back(1, *answered);
        for (const json& other : memberOf(token, "top_logprobs")) {
            const std::optional<domain::TokenLogprob> alternative = tokenFrom(other);
            if (alternative && alternative->token != answered->token) {
                place.push_back(*alternative);
            }
        }
    }
    return places;
}

bool readUsage(std::string_view usageJson, domain::TokenUsage& usage, TokenDetails& details)
{
    return readCounts(json::parse(usageJson, nullptr, false), usage, details);
}

std::optional<domain::Money> costOf(const domain::TokenUsage& usage, const TokenDetails& details,
    const domain::TokenPrices& prices, const domain::DetailPrices& detailPrices)
{
    const std::optional<domain::Money> plain = domain::costOf(usage, prices);
    if (!plain || (!detailPrices.cacheReadPicoUsd && !detailPrices.reasoningPicoUsd)) {
        return plain;
    }
    __extension__ using Wide = __int128;
    const Wide input = prices.inputPicoUsd.value_or(0);
    const Wide output = prices.outputPicoUsd.value_or(0);
    const Wide pico = (usage.promptTokens - details.cachedPromptTokens) * input
        + details.cachedPromptTokens * Wide{detailPrices.cacheReadPicoUsd.value_or(prices.inputPicoUsd.value_or(0))}
        + (usage.completionTokens - details.reasoningTokens) * output
        + details.reasoningTokens * Wide{detailPrices.reasoningPicoUsd.value_or(prices.outputPicoUsd.value_or(0))};
    if (pico < 0 || pico > std::numeric_limits<std::int64_t>::max()) {
        return plain; // millions of dollars: no server's honest count
    }
    return domain::costOf({static_cast<std::int64_t>(pico), 0}, {1, std::nullopt}); // rounded once, as every cost is
}

} // namespace core::providers
