#include "core/datasets/preference_file.h"

#include "core/datasets/gzip_line_reader.h"
#include "core/datasets/json_text.h"
#include "core/domain/task.h"

#include <cmath>

namespace core::datasets {

namespace {

using nlohmann::json;
using ports::RouterPreference;

constexpr double kTie = 0.5;
constexpr double kLargestWeight = 1e6;

Result<std::string> neededText(const json& line, const char* name)
{
    const json* value = member(line, name);
    Result<std::string> text
        = value == nullptr ? fail(ErrorCode::InvalidArgument, std::string(name) + " is missing") : asText(*value, name);
    if (text && text->empty()) {
        return fail(ErrorCode::InvalidArgument, std::string(name) + " is empty");
    }
    return text;
}

Result<double> outcomeOf(const RouterPreference& preference, const std::string& winner)
{
    if (winner == "tie") {
        return kTie;
    }
    if (winner == "a" || winner == preference.tierA) {
        return 1.0;
    }
    if (winner == "b" || winner == preference.tierB) {
        return 0.0;
    }
    return fail(ErrorCode::InvalidArgument,
        "winner is " + shown(winner) + "; it must be \"a\", \"b\", \"tie\" or the name of one of the two");
}

/// Nothing for a line of the test split.
Result<std::optional<RouterPreference>> parsed(std::string_view text, const std::string& taskId)
{
    const Result<json> line = parseJsonObject(text);
    if (!line) {
        return fail(line.error());
    }
    RouterPreference preference;
    preference.taskId = taskId;
    std::string winner;
    Error error;
    bool isGood = !taskId.empty() || take(neededText(*line, "task"), preference.taskId, error);
    isGood = isGood && take(neededText(*line, "text"), preference.text, error)
        && take(neededText(*line, "a"), preference.tierA, error) && take(neededText(*line, "b"), preference.tierB, error)
        && take(neededText(*line, "winner"), winner, error)
        && take(outcomeOf(preference, winner), preference.outcome, error);
    if (const json* weight = member(*line, "weight"); isGood && weight != nullptr) {
        isGood = take(
            asNumber(*weight, "weight", 1e-6, kLargestWeight, "a number above 0"), preference.weight, error);
    }
    if (!isGood) {
        return fail(error);
    }
    if (preference.tierA == preference.tierB) {
        return fail(ErrorCode::InvalidArgument, "a and b are both " + shown(preference.tierA) + "; a judgement needs two tiers");
    }
    if (!domain::isValidTaskId(preference.taskId)) {
        return fail(ErrorCode::InvalidArgument, "task is " + shown(preference.taskId) + ", which is no task id");
    }
    const json* split = member(*line, "split");
    return split != nullptr && *split == "test" ? std::optional<RouterPreference>() : std::optional(std::move(preference));
}

} // namespace

Result<std::vector<RouterPreference>> readPreferenceFile(
    const std::filesystem::path& path, const std::string& taskId)
{
    Result<GzipLineReader> reader = GzipLineReader::open(path);
    if (!reader) {
        return fail(reader.error());
    }
    std::vector<RouterPreference> preferences;
    while (true) {
        const auto line = reader->next();
        if (!line) {
            return fail(line.error());
        }
        if (!line->has_value()) {
            return preferences;
        }
        Result<std::optional<RouterPreference>> preference = parsed((*line)->text, taskId);
        if (!preference) {
            return fail(preference.error().within(reader->where()));
        }
        if (*preference) {
            preferences.push_back(std::move(**preference));
        }
    }
}

} // namespace core::datasets
