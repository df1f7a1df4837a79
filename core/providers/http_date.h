#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace core::providers {

/// The date form that servers send (RFC 9110, section 5.6.7), such as "Sun, 06 Nov 1994 08:49:37 GMT", whatever the
/// locale. Nothing for anything else, the two obsolete forms included.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parseHttpDate(const std::string& text);

} // namespace core::providers
