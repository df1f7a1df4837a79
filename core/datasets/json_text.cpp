#include "core/datasets/json_text.h"

#include <cmath>
#include <limits>

namespace core::datasets {

namespace {

constexpr int kDepthLimit = 64;
constexpr double kCountLimit = 1e15; ///< exact in a double, far above any real count
constexpr std::size_t kShownLimit = 40;

int nestingDepth(std::string_view text)
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

/// nlohmann's message without its own error number and without the text that it quotes at length.
std::string plainMessage(std::string_view what)
{
    const std::size_t close = what.find("] ");
    std::string message(close == std::string_view::npos ? what : what.substr(close + 2));
    const std::size_t lastRead = message.find("; last read");
    message = message.substr(0, lastRead);
    const std::string_view lineNote = "at line 1, ";
    if (const std::size_t at = message.find(lineNote); at != std::string::npos) {
        message.replace(at, lineNote.size(), "at ");
    }
    return message;
}

Error wrong(std::string_view name, const nlohmann::json& value, std::string_view rule)
{
    return {ErrorCode::InvalidArgument, std::string(name) + " is " + shown(value) + "; " + std::string(rule)};
}

} // namespace

Result<nlohmann::json> parseJson(std::string_view text)
{
    if (nestingDepth(text) > kDepthLimit) {
        return fail(ErrorCode::InvalidArgument,
            "JSON nested deeper than " + std::to_string(kDepthLimit) + " levels is not read");
    }
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::InvalidArgument, "not valid JSON: " + plainMessage(error.what()));
    }
}

Result<nlohmann::json> parseJsonObject(std::string_view text)
{
    Result<nlohmann::json> value = parseJson(text);
    if (value && !value->is_object()) {
        return fail(ErrorCode::InvalidArgument, "a JSON object is expected, not " + shown(*value));
    }
    return value;
}

std::string shown(const nlohmann::json& value)
{
    std::string text = value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (text.size() > kShownLimit) {
        text.resize(kShownLimit - 3);
        text += "...";
    }
    return text;
}

Result<std::string> asText(const nlohmann::json& value, std::string_view name)
{
    if (!value.is_string()) {
        return fail(wrong(name, value, "it must be a text in quotes"));
    }
    const auto& text = value.get_ref<const std::string&>();
    if (text.find('\0') != std::string::npos) {
        return fail(ErrorCode::InvalidArgument, std::string(name) + " contains a NUL character; remove it");
    }
    return text;
}

Result<std::vector<std::string>> asTextList(const nlohmann::json& value, std::string_view name)
{
    if (!value.is_array()) {
        return fail(wrong(name, value, "it must be a list of texts"));
    }
    std::vector<std::string> texts;
    texts.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        Result<std::string> text = asText(value[i], std::string(name) + "[" + std::to_string(i) + "]");
        if (!text) {
            return fail(text.error());
        }
        texts.push_back(std::move(*text));
    }
    return texts;
}

Result<double> asNumber(
    const nlohmann::json& value, std::string_view name, double low, double high, std::string_view rule)
{
    const double number = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    if (!std::isfinite(number) || number < low || number > high) {
        return fail(wrong(name, value, rule));
    }
    return number;
}

Result<std::int64_t> asCount(const nlohmann::json& value, std::string_view name, std::string_view rule)
{
    const Result<double> number = asNumber(value, name, 0.0, kCountLimit, rule);
    if (!number) {
        return fail(number.error());
    }
    if (std::trunc(*number) != *number) {
        return fail(wrong(name, value, rule));
    }
    return static_cast<std::int64_t>(*number);
}

const nlohmann::json* member(const nlohmann::json& object, std::string_view key)
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

} // namespace core::datasets
