#pragma once

#include "app/engine_host.h"

#include <string>

namespace app {

/// Writes and publishes a version in which the task, or every task when `taskId` is empty, is served as an earlier
/// version said; on probation, without the thresholds from before the alarm. What changes gets its certificates again,
/// so that the monitors watch them. NotFound for an unknown version, InvalidArgument when nothing would change, the
/// loader's error when the version cannot be served any more.
[[nodiscard]] core::Result<core::domain::PolicyVersion> revertPolicy(EngineHost& host,
    const std::string& policyId, const std::string& taskId, const std::string& author, const std::string& reason);

} // namespace app
