#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace app::commands {

/// One query as a person who asks for their data reads it: what was asked and answered, by which model, when,
/// at what cost, and how it was judged. Times are ISO 8601 in UTC, money in nanodollars.
[[nodiscard]] nlohmann::ordered_json endUserRecord(
    const core::domain::QueryRecord& record, const std::vector<core::domain::Outcome>& outcomes);

} // namespace app::commands
