#pragma once

#include "core/base/result.h"
#include "core/ports/router.h"

#include <filesystem>
#include <string>
#include <vector>

namespace core::datasets {

/// Reads JSON Lines of judgements between two tiers' answers to one text:
///   {"task", "text", "a", "b", "winner": "a" | "b" | "tie" or the winner's own name, "weight"?, "split"?}
/// `taskId`, not empty, is the task of every line. Lines with "split": "test" are left out. The first wrong line ends
/// the reading with an error that names file and line.
[[nodiscard]] Result<std::vector<ports::RouterPreference>> readPreferenceFile(
    const std::filesystem::path& path, const std::string& taskId);

} // namespace core::datasets
