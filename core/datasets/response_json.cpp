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
    return object;
}

bool isRepresentable(const domain::RecordedResponse& response)
{
    return isFiniteOrAbsent(response.quality) && isFiniteOrAbsent(response.latencyMs)
        && std::all_of(response.logprobs.begin(), response.logprobs.end(),
            [](double value) { return std::isfinite(value); });
}

} // namespace core::datasets
