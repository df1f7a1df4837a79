#pragma once

#include "app/commands/routing_report.h"

#include "core/base/result.h"
#include "core/domain/example.h"

#include <string>
#include <vector>

namespace app::commands {

/// The rows of all files, in their order. The error names file and line.
[[nodiscard]] core::Result<std::vector<core::domain::Example>> readRecordings(const std::vector<std::string>& files);

/// `weak` and `strong` where they are given, else all models that the recordings have qualities of; the weaker first.
/// InvalidArgument with fewer than two.
[[nodiscard]] core::Result<std::vector<std::string>> modelsOf(
    const std::vector<core::domain::Example>& examples, const std::string& weak, const std::string& strong);

/// One row a text, NaN where a model was not judged. Texts that no model was judged on are left out. Tokens are estimated,
/// and said to be, where the recording has none.
[[nodiscard]] RoutingData dataOf(
    const std::vector<core::domain::Example>& examples, const std::vector<std::string>& models);

} // namespace app::commands
