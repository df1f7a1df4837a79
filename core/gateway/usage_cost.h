#pragma once

#include "core/domain/money.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// A `usage` object with `"cost"` in US dollars in front; unchanged when the cost is unknown.
[[nodiscard]] std::string usageWithCost(std::string_view usageJson, std::optional<domain::Money> cost);

} // namespace core::gateway
