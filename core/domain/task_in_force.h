#pragma once

#include "core/domain/policy.h"
#include "core/domain/task.h"

#include <optional>

namespace core::domain {

/// The task under what is in force for it: quality target, risk level and confidence of the active policy win over the
/// portfolio's defaults.
[[nodiscard]] Task taskInForce(Task task, const std::optional<PolicyVersion>& active);

} // namespace core::domain
