#pragma once

#include "core/domain/example.h"

#include <cstddef>
#include <string>
#include <vector>

namespace core::gateway {

/// A recorded answer as an OpenAI-compatible server words it.
struct ReplayAnswer {
    std::string model;
    domain::RecordedResponse response;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    bool hasLogprobs = false; ///< they were asked for and are recorded
};

/// `count` pieces of about equal length, cut between code points; together the text. At least one.
[[nodiscard]] std::vector<std::string> piecesOf(const std::string& text, std::size_t count);

/// One piece a recorded log-probability, or a word where there are none.
[[nodiscard]] std::vector<std::string> piecesOf(const ReplayAnswer& answer);

/// A `chat.completion` object.
[[nodiscard]] std::string replayJson(const ReplayAnswer& answer);

/// One event a piece, then the end with its finish reason, then usage where wanted; without "[DONE]".
[[nodiscard]] std::vector<std::string> replayEvents(const ReplayAnswer& answer, bool withUsage);

} // namespace core::gateway
