#pragma once

#include "core/domain/policy.h"

#include <nlohmann/json.hpp>

namespace core::engine {

/// One form for messages of workers and for stored stages.
[[nodiscard]] nlohmann::ordered_json toJson(const domain::Certificate& certificate);
[[nodiscard]] nlohmann::ordered_json toJson(const domain::NoneCause& cause);
/// Throws nlohmann's exceptions on what is no certificate; readers turn them into a Result.
[[nodiscard]] domain::Certificate certificateFrom(const nlohmann::ordered_json& json);

} // namespace core::engine
