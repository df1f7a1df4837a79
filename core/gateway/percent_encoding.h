#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// Undoes %XX; nothing when an escape is broken.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text);

} // namespace core::gateway
