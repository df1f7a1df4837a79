#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::datasets {

/// Parses one JSON text; refuses more than 64 levels of nesting before any memory is spent on it.
[[nodiscard]] Result<nlohmann::json> parseJson(std::string_view text);

/// The same, and it must be an object.
[[nodiscard]] Result<nlohmann::json> parseJsonObject(std::string_view text);

/// A value as an error message shows it: JSON, at most 40 characters.
[[nodiscard]] std::string shown(const nlohmann::json& value);

/// `name` is how messages call the value, e.g. "responses.gpt-4.quality".
[[nodiscard]] Result<std::string> asText(const nlohmann::json& value, std::string_view name);
[[nodiscard]] Result<std::vector<std::string>> asTextList(const nlohmann::json& value, std::string_view name);
[[nodiscard]] Result<double> asNumber(
    const nlohmann::json& value, std::string_view name, double low, double high, std::string_view rule);
[[nodiscard]] Result<std::int64_t> asCount(
    const nlohmann::json& value, std::string_view name, std::string_view rule);

/// The member, or null when it is absent or JSON null.
[[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, std::string_view key);

/// Moves a checked value to where it belongs; false leaves the error in `error`.
template <typename T, typename U>
bool take(Result<T> value, U& target, Error& error)
{
    if (!value) {
        error = value.error();
        return false;
    }
    target = std::move(*value);
    return true;
}

} // namespace core::datasets
