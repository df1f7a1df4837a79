#pragma once

#include <optional>
#include <string_view>

namespace core::domain {

/// What a streamed request of a routed task gets while a tier's answer may still be rejected.
enum class StreamingMode {
    Hold, ///< the answer is held until its score is known; comments keep the connection alive
    /// The tier that the router likes best streams at once, without a cascade: its answer is not scored before it is
    /// sent, and no certificate covers it.
    RouterChoice,
};

/// "hold", "router": in files, on the wire and on the command line.
[[nodiscard]] std::string_view toString(StreamingMode mode);
[[nodiscard]] std::optional<StreamingMode> streamingModeFrom(std::string_view name);

} // namespace core::domain
