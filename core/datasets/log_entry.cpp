#include "core/datasets/log_entry.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/datasets/json_text.h"
#include "core/domain/token_estimate.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace core::datasets {

namespace {

using domain::LogFormat;
using domain::LoggedAnswer;
using domain::LoggedRequest;
using nlohmann::json;

constexpr const char* kCountRule = "a number of tokens is a whole number from 0; correct or remove the line";
constexpr const char* kCostRule
    = "a cost is a number of US dollars from 0 to 1000000; correct or remove the line";

/// The words of a prompt: a text, or the contents of chat messages.
std::string textOf(const json* value)
{
    if (value == nullptr) {
        return {};
    }
    if (value->is_string()) {
        return value->get<std::string>();
    }
    std::string text;
    if (value->is_array() || value->is_object()) {
        for (const auto& part : *value) {
            const json* content = part.is_object() ? member(part, "content") : &part;
            const json* inner = content == nullptr && part.is_object() ? member(part, "text") : content;
            const std::string words = part.is_string() || inner != nullptr ? textOf(inner) : std::string();
            text += words.empty() ? "" : words + '\n';
        }
    }
    return text;
}

void setText(LoggedRequest& request, const std::string& text)
{
    if (text.empty()) {
        return;
    }
    request.textHash = fnv1a(normalisedText(text)) | 1U;
    request.estimatedPromptTokens = domain::estimatedTokens(text);
}

/// The first of the keys that is there.
const json* firstOf(const json& object, std::initializer_list<const char*> keys)
{
    for (const char* key : keys) {
        if (const json* found = object.is_object() ? member(object, key) : nullptr) {
            return found;
        }
    }
    return nullptr;
}

Result<void> readCount(const json* value, const char* name, std::optional<std::int64_t>& target)
{
    if (value == nullptr) {
        return {};
    }
    const Result<std::int64_t> count = asCount(*value, name, kCountRule);
    if (!count) {
        return fail(count.error());
    }
    target = *count;
    return {};
}

Result<void> readCost(const json* value, const char* name, std::optional<domain::Money>& target)
{
    if (value == nullptr) {
        return {};
    }
    const Result<double> usd = asNumber(*value, name, 0.0, 1e6, kCostRule);
    if (!usd) {
        return fail(usd.error());
    }
    target = domain::Money{static_cast<std::int64_t>(std::nearbyint(*usd * 1e9))};
    return {};
}

Result<void> readTime(const json* value, const char* name, std::optional<TimePoint>& target)
{
    if (value == nullptr) {
        return {};
    }
    constexpr double kLatestSeconds = 253'402'300'800; // the year 10000
    if (value->is_number() && value->get<double>() >= 0 && value->get<double>() < kLatestSeconds) {
        target = fromMicroseconds(static_cast<std::int64_t>(std::nearbyint(value->get<double>() * 1e6)));
        return {};
    }
    target = value->is_string() ? parseIsoTime(value->get<std::string>()) : std::nullopt;
    if (!target) {
        return fail(ErrorCode::InvalidArgument,
            std::string(name) + " is " + shown(*value)
                + "; a time is written as 2026-11-01T12:30:00Z, or as seconds since 1970");
    }
    return {};
}

Result<void> readModel(const json* value, const char* name, std::string& target)
{
    if (value == nullptr) {
        return fail(ErrorCode::InvalidArgument,
            "'" + std::string(name) + "' is missing; every request names the model that answered it");
    }
    Error error;
    return take(asText(*value, name), target, error) ? Result<void>() : fail(error);
}

/// The first failure of several readings.
template <typename... Readings>
Result<void> all(Readings... readings)
{
    Result<void> result;
    const auto keepFirst = [&](Result<void> next) {
        if (result && !next) {
            result = std::move(next);
        }
    };
    (keepFirst(std::move(readings)), ...);
    return result;
}

LogEntry skipped(std::string reason)
{
    return {std::nullopt, std::move(reason)};
}

Result<LogEntry> parseBatchEntry(const json& entry)
{
    const json* response = member(entry, "response");
    if (const json* error = member(entry, "error"); error != nullptr && response == nullptr) {
        return skipped("failed requests");
    }
    if (const json* status = response == nullptr ? nullptr : firstOf(*response, {"status_code"});
        status != nullptr && *status != 200) {
        return skipped("failed requests");
    }
    const json* body = firstOf(response == nullptr ? entry : *response, {"body"});
    if (body == nullptr || !body->is_object()) {
        return fail(ErrorCode::InvalidArgument,
            "'body' is missing; a batch line holds its request or its result under \"body\"");
    }
    LoggedRequest request;
    LoggedAnswer answer;
    const json* usage = firstOf(*body, {"usage"});
    const json none = json::object();
    const Result<void> read = all(readModel(member(*body, "model"), "body.model", answer.model),
        readTime(member(*body, "created"), "body.created", request.at),
        readCount(firstOf(usage ? *usage : none, {"prompt_tokens", "input_tokens"}), "usage.prompt_tokens",
            answer.promptTokens),
        readCount(firstOf(usage ? *usage : none, {"completion_tokens", "output_tokens"}),
            "usage.completion_tokens", answer.completionTokens));
    if (!read) {
        return fail(read.error());
    }
    setText(request, textOf(firstOf(*body, {"messages", "input", "prompt"})));
    request.group = answer.model;
    request.answers.push_back(std::move(answer));
    return LogEntry{std::move(request), {}};
}

Result<LogEntry> parseLiteLlmEntry(const json& entry)
{
    const json* status = member(entry, "status");
    if (status != nullptr && *status == "failure") {
        return skipped("failed requests");
    }
    const json* hit = member(entry, "cache_hit");
    if (hit != nullptr && (*hit == "True" || *hit == "true" || *hit == true)) {
        return skipped("answers from a cache");
    }
    LoggedRequest request;
    LoggedAnswer answer;
    const Result<void> read = all(readModel(member(entry, "model"), "model", answer.model),
        readTime(member(entry, "startTime"), "startTime", request.at),
        readCost(member(entry, "spend"), "spend", answer.cost),
        readCount(member(entry, "prompt_tokens"), "prompt_tokens", answer.promptTokens),
        readCount(member(entry, "completion_tokens"), "completion_tokens", answer.completionTokens));
    if (!read) {
        return fail(read.error());
    }
    setText(request, textOf(member(entry, "messages")));
    const json* tag = firstOf(entry, {"model_group"});
    request.group = tag != nullptr && tag->is_string() && !tag->get<std::string>().empty()
        ? tag->get<std::string>()
        : answer.model;
    request.answers.push_back(std::move(answer));
    return LogEntry{std::move(request), {}};
}

Result<LogEntry> parseLangfuseEntry(const json& entry)
{
    if (const json* type = member(entry, "type"); type != nullptr && *type != "GENERATION") {
        return skipped("spans and events");
    }
    if (const json* level = member(entry, "level"); level != nullptr && *level == "ERROR") {
        return skipped("failed requests");
    }
    const json none = json::object();
    const json* details = firstOf(entry, {"usageDetails", "usage_details", "usage"});
    const json* costs = firstOf(entry, {"costDetails", "cost_details"});
    const json& usage = details ? *details : none;
    const json* input = firstOf(usage, {"input", "promptTokens", "prompt_tokens"});
    const json* output = firstOf(usage, {"output", "completionTokens", "completion_tokens"});
    const json* total = firstOf(costs ? *costs : none, {"total"});
    LoggedRequest request;
    LoggedAnswer answer;
    const Result<void> read
        = all(readModel(firstOf(entry, {"model", "providedModelName"}), "model", answer.model),
            readTime(firstOf(entry, {"startTime", "start_time"}), "startTime", request.at),
            readCost(total ? total : firstOf(entry, {"totalCost", "calculatedTotalCost"}), "totalCost",
                answer.cost),
            readCount(input ? input : firstOf(entry, {"promptTokens", "inputUsage"}), "usage.input",
                answer.promptTokens),
            readCount(output ? output : firstOf(entry, {"completionTokens", "outputUsage"}), "usage.output",
                answer.completionTokens));
    if (!read) {
        return fail(read.error());
    }
    setText(request, textOf(member(entry, "input")));
    const json* name = member(entry, "name");
    request.group = name != nullptr && name->is_string() && !name->get<std::string>().empty()
        ? name->get<std::string>()
        : answer.model;
    request.answers.push_back(std::move(answer));
    return LogEntry{std::move(request), {}};
}

} // namespace

std::optional<LogFormat> detectLogFormat(const json& entry)
{
    const auto has = [&](const char* key) { return entry.contains(key); };
    if (has("responses")) {
        return LogFormat::Recording;
    }
    if (has("custom_id")) {
        return LogFormat::OpenAiBatch;
    }
    if (has("spend") || has("call_type")) {
        return LogFormat::LiteLlm;
    }
    if (has("traceId") || has("trace_id") || has("usageDetails") || has("calculatedTotalCost")
        || (has("type") && (has("startTime") || has("input")))) {
        return LogFormat::Langfuse;
    }
    return std::nullopt;
}

Result<LogEntry> parseLogEntry(const json& entry, LogFormat format)
{
    switch (format) {
    case LogFormat::OpenAiBatch:
        return parseBatchEntry(entry);
    case LogFormat::LiteLlm:
        return parseLiteLlmEntry(entry);
    case LogFormat::Langfuse:
        return parseLangfuseEntry(entry);
    case LogFormat::Recording:
        break;
    }
    return fail(ErrorCode::Internal, "a recording is read by readRecordingFile");
}

std::optional<TimePoint> parseIsoTime(const std::string& text)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    int used = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u%*1[T ]%2u:%2u:%2u%n", &year, &month, &day, &hour, &minute,
            &second, &used)
            != 6
        || year < 0 || hour > 23 || minute > 59 || second > 60) {
        return std::nullopt;
    }
    // By hand: a conversion of the C library takes the decimal point of the user's language.
    std::string_view rest = std::string_view(text).substr(static_cast<std::size_t>(used));
    std::int64_t microseconds = 0;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        std::int64_t unit = 100'000;
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (digits == 0) {
            return std::nullopt;
        }
        for (const char digit : rest.substr(0, digits)) {
            microseconds += (digit - '0') * unit;
            unit /= 10;
        }
        rest.remove_prefix(digits);
    }
    const std::chrono::year_month_day date{
        std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) {
        return std::nullopt;
    }
    int offset = 0;
    const std::string zone(rest);
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-')) {
        offset = (std::atoi(zone.c_str() + 1) * 60 + std::atoi(zone.c_str() + 4)) * (zone[0] == '+' ? 1 : -1);
    } else if (!zone.empty() && zone != "Z" && zone != " UTC") {
        return std::nullopt;
    }
    return TimePoint(std::chrono::sys_days(date)) + std::chrono::hours(hour)
        + std::chrono::minutes(static_cast<int>(minute) - offset) + std::chrono::seconds(second)
        + std::chrono::microseconds(microseconds);
}

} // namespace core::datasets
