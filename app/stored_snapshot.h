#pragma once

#include "core/ports/console_service.h"
#include "core/ports/history.h"
#include "core/ports/monitor_store.h"
#include "core/ports/secret_store.h"
#include "db/workspace_stores.h"

#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// What the files of a workspace say to someone who does not own it: everything of a snapshot but what only a
/// running engine knows (requests in flight, health of model servers, progress of evidence, simulated traffic).
/// `revision` is left to the caller. What cannot be read is named among the problems.
[[nodiscard]] core::ports::ConsoleSnapshot readStoredSnapshot(const db::Stores& stores,
    const std::filesystem::path& workspace, core::TimePoint now, const core::ports::SecretStore& secrets);

/// When the newest recorded query arrived; the epoch if there is none.
[[nodiscard]] core::TimePoint newestRecordAt(const core::ports::RequestHistory& requests);

/// An open alarm as an operator reads it: "Alarm, task, tier: message".
[[nodiscard]] std::string alarmProblem(const core::ports::AlarmRow& alarm,
    const std::vector<core::domain::Task>& tasks, const std::vector<core::domain::Tier>& tiers);

} // namespace app
