#include "core/datasets/response_json.h"

#include "core/datasets/json_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::datasets {

namespace {

using nlohmann::json;

constexpr std::string_view kTokenRule = "token counts must be whole numbers from 0";

Error wrong(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

bool isFiniteOrAbsent(const std::optional<double>& value)
{
    return !value || std::isfinite(*value);
}

Result<void> readLogprobs(const json& list, const std::string& name, domain::RecordedResponse& response)
{
    if (!list.is_array()) {
        return fail(wrong(name + " is " + shown(list) + "; it must be a list of numbers"));
    }
    constexpr double kMax = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < list.size(); ++i) {
        double value = 0;
        Error error;
        if (!take(asNumber(list[i], name + "[" + std::to_string(i) + "]", -kMax, kMax,
                      "log-probabilities are finite numbers"),
                value, error)) {
            return fail(error);
        }
        response.logprobs.push_back(value);
    }
    return {};
}

/// [["token", -0.1], ...] for each token of the answer, the answered one first.
Result<void> readTopLogprobs(const json& list, const std::string& name, domain::RecordedResponse& response)
{
    const auto isPair = [](const json& pair) {
        return pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_number();
    };
    const auto isPlace = [&](const json& place) {
        return place.is_array() && !place.empty() && std::all_of(place.begin(), place.end(), isPair);
    };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), isPlace)) {
        return fail(wrong(name + " is " + shown(list)
            + "; it must be a list with, for each token of the answer, a list of pairs of a token and its log-probability"));
    }
    for (const json& place : list) {
        domain::TokenAlternatives& alternatives = response.topLogprobs.emplace_back();
        for (const json& pair : place) {
            alternatives.push_back({pair[0].get<std::string>(), pair[1].get<double>()});
        }
    }
    return {};
}

} // namespace

Result<domain::RecordedResponse> parseResponse(const json& object, const std::string& name)
{
    if (!object.is_object()) {
        return fail(
            wrong(name + " is " + shown(object) + "; it must be an object with text, quality and so on"));
    }
    domain::RecordedResponse response;
    Error error;
    const auto given = [&](std::string_view key) { return member(object, key); };
    const auto named = [&](std::string_view key) { return name + "." + std::string(key); };
    bool isGood = true;
    if (const json* v = given("text"); v != nullptr) {
        isGood = isGood && take(asText(*v, named("text")), response.text, error);
    }
    if (const json* v = given("quality"); v != nullptr) {
        isGood = isGood
            && take(asNumber(*v, named("quality"), 0.0, 1.0, "quality must be a number from 0 to 1"),
                response.quality, error);
    }
    if (const json* v = given("prompt_tokens"); v != nullptr) {
        isGood
            = isGood && take(asCount(*v, named("prompt_tokens"), kTokenRule), response.promptTokens, error);
    }
    if (const json* v = given("completion_tokens"); v != nullptr) {
        isGood = isGood
            && take(asCount(*v, named("completion_tokens"), kTokenRule), response.completionTokens, error);
    }
    if (const json* v = given("latency_ms"); v != nullptr) {
        isGood = isGood
            && take(
                asNumber(*v, named("latency_ms"), 0.0, 1e12, "a latency is a number of milliseconds from 0"),
                response.latencyMs, error);
    }
    if (!isGood) {
        return fail(error);
    }
    if (const json* v = given("logprobs"); v != nullptr) {
        if (const Result<void> read = readLogprobs(*v, named("logprobs"), response); !read) {
            return fail(read.error());
        }
    }
    if (const json* v = given("top_logprobs"); v != nullptr) {
        if (const Result<void> read = readTopLogprobs(*v, named("top_logprobs"), response); !read) {
            return fail(read.error());
        }
    }
    return response;
}

nlohmann::json responseObject(const domain::RecordedResponse& response)
{
    json object = {{"text", response.text}};
    const auto put = [&](const char* key, const auto& value) {
        if (value) {
            object[key] = *value;
        }
    };
    put("quality", response.quality);
    put("prompt_tokens", response.promptTokens);
    put("completion_tokens", response.completionTokens);
    put("latency_ms", response.latencyMs);
    if (!response.logprobs.empty()) {
        object["logprobs"] = response.logprobs;
    }
    for (const domain::TokenAlternatives& place : response.topLogprobs) {
        json alternatives = json::array();
        for (const domain::TokenLogprob& token : place) {
            alternatives.push_back(json::array({token.token, token.logprob}));
        }
        object["top_logprobs"].push_back(std::move(alternatives));
    }
    return object;
}

bool isRepresentable(const domain::RecordedResponse& response)
{
    return isFiniteOrAbsent(response.quality) && isFiniteOrAbsent(response.latencyMs)
        && std::all_of(response.logprobs.begin(), response.logprobs.end(),
            [](double value) { return std::isfinite(value); })
        && std::all_of(response.topLogprobs.begin(), response.topLogprobs.end(), [](const domain::TokenAlternatives& place) {
               return std::all_of(place.begin(), place.end(),
                   [](const domain::TokenLogprob& token) { return std::isfinite(token.logprob); });
           });
}

} // namespace core::datasets
