#pragma once

#include "core/domain/policy.h"
#include "core/ports/console_service.h"

#include <vector>

namespace app {

/// Of all certificates, newest first: the newest one of each (task, tier) that the policy serves.
[[nodiscard]] std::vector<core::domain::Certificate> servedCertificates(
    const std::vector<core::domain::Certificate>& newestFirst, const core::domain::PolicyVersion& policy);

/// Where every task of the policy stands with its student.
[[nodiscard]] std::vector<core::ports::StudentState> studentStates(const core::domain::PolicyVersion& policy);

} // namespace app
