#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"

#include <nlohmann/json.hpp>

#include <string>

namespace core::datasets {

/// The value of "responses.<model>"; `name` is how messages call it. Absent keys stay absent.
[[nodiscard]] Result<domain::RecordedResponse> parseResponse(
    const nlohmann::json& object, const std::string& name);

[[nodiscard]] nlohmann::json responseObject(const domain::RecordedResponse& response);

/// False when a number is not finite, which JSON cannot carry.
[[nodiscard]] bool isRepresentable(const domain::RecordedResponse& response);

} // namespace core::datasets
