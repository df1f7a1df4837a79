#include "app/commands/end_user_export.h"

#include "core/base/clock.h"

#include <nlohmann/json.hpp>

#include <array>
#include <ctime>
#include <string>

namespace app::commands {

namespace {

std::string isoTime(core::TimePoint time)
{
    const std::int64_t microseconds = core::toMicroseconds(time);
    const std::time_t seconds = microseconds / 1'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text.data();
}

template <typename T>
nlohmann::ordered_json optionalJson(const std::optional<T>& value)
{
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json toJson(const core::domain::Attempt& attempt)
{
    return {{"tier", attempt.tierId}, {"model", attempt.model},
        {"result", core::domain::toString(attempt.result)}, {"answer", attempt.answer},
        {"prompt_tokens", attempt.usage.promptTokens}, {"completion_tokens", attempt.usage.completionTokens},
        {"cost_nano_usd",
            attempt.cost ? nlohmann::ordered_json(attempt.cost->nanoUsd) : nlohmann::ordered_json(nullptr)},
        {"score", optionalJson(attempt.score)}, {"latency_ms", attempt.latencyMs}};
}

nlohmann::ordered_json toJson(const core::domain::Outcome& outcome)
{
    return {{"at", isoTime(outcome.at)}, {"source", core::domain::toString(outcome.source)},
        {"judge", outcome.judge}, {"quality", outcome.quality}, {"meets_target", outcome.meetsTarget},
        {"corrected_answer", outcome.correctedAnswer}, {"note", outcome.note}};
}

} // namespace

nlohmann::ordered_json endUserRecord(
    const core::domain::QueryRecord& record, const std::vector<core::domain::Outcome>& outcomes)
{
    nlohmann::ordered_json attempts = nlohmann::ordered_json::array();
    for (const core::domain::Attempt& attempt : record.attempts) {
        attempts.push_back(toJson(attempt));
    }
    nlohmann::ordered_json judgements = nlohmann::ordered_json::array();
    for (const core::domain::Outcome& outcome : outcomes) {
        judgements.push_back(toJson(outcome));
    }
    return {{"id", record.id}, {"at", isoTime(record.at)}, {"user", record.endUserId},
        {"task", record.taskId}, {"client_key", record.clientKeyId}, {"source", record.source},
        {"text", record.text}, {"attempts", attempts}, {"judgements", judgements}};
}

} // namespace app::commands
