#pragma once

#include <string>

namespace core::gateway {

/// The events of a stream that carries the answer of a server which answered a request for a stream with one JSON
/// object: every choice with its tool calls, refusal and finish reason. Without the closing `[DONE]`.
[[nodiscard]] std::string completionAsEvents(const std::string& completion, bool withUsage);

} // namespace core::gateway
