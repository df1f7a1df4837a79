#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace core::gateway {

/// What a client is shown of log-probabilities where a server was asked for more than the client asked for.
struct LogprobFilter {
    bool isHidden = false; ///< the client asked for none
    std::optional<std::size_t> alternatives{}; ///< at most so many a token; nothing: all that came

    [[nodiscard]] bool changesNothing() const { return !isHidden && !alternatives; }
    /// A completion, or a chunk of one, as the client is to see it; the same bytes where it is no such thing.
    [[nodiscard]] std::string applied(std::string json) const;
};

} // namespace core::gateway
