#pragma once

#include "core/domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// An answer that no server worded: of a student or of a recording.
struct LocalAnswer {
    std::string decisionId;
    std::int64_t createdSeconds = 0; ///< since the epoch
    std::string model;
    std::string text;
    domain::TokenUsage usage;
    std::optional<domain::Money> cost; ///< of the whole query
};

/// A `chat.completion` object.
[[nodiscard]] std::string completionJson(const LocalAnswer& answer);

/// The same as events, without the final `[DONE]`.
[[nodiscard]] std::string completionEvents(const LocalAnswer& answer, bool withUsage);

} // namespace core::gateway
