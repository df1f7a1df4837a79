#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace core::datasets {

/// How a line of either file type becomes an Example. `task` and `id` stand in for keys that the line leaves
/// out.
struct LineContext {
    std::string taskId; ///< not empty: overrides the line's own "task"
    std::string fallbackId; ///< used when there is no "id"; empty: an id is required
    std::string source; ///< used when there is no "source"
    bool needsReference = true; ///< a labelled file's line must carry one
};

/// One line, validated in full; errors name the key, its value and the rule.
/// Keys: id, task, text, split, source; label | labels | tokens + label | reference; responses.
/// The text of a tagged line is its tokens joined by single spaces, whatever its "text" says.
[[nodiscard]] Result<domain::Example> parseExampleLine(std::string_view line, const LineContext& context);

/// The line of a recording from which parseExampleLine makes an equal Example. Refuses what JSON cannot
/// carry.
[[nodiscard]] Result<std::string> exampleLine(const domain::Example& example);

} // namespace core::datasets
