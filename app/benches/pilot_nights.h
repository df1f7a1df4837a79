#pragma once

#include "core/base/result.h"
#include "core/domain/money.h"
#include "core/ports/loop_store.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace app::benches {

/// A loop that ran after a day of the pilot.
struct PilotNight {
    int afterDay = 1;
    std::string runId;
    std::size_t importedTexts = 0; ///< judged in traffic since the night before: labels of every split but the test's
    nlohmann::ordered_json certificates; ///< by task, the newest of the student tier after the loop
};

/// What each night's loop decided for each task, what it predicted and what came of its promotions, by SQL's rows.
[[nodiscard]] core::Result<nlohmann::ordered_json> nightsJson(
    std::span<const PilotNight> nights, const core::ports::LoopHistory& loops);

/// Training spend of all tasks and tiers in the range, by SQL's rows.
[[nodiscard]] core::Result<core::domain::Money> trainingSpend(
    const core::ports::LoopHistory& loops, const core::ports::TimeRange& range);

} // namespace app::benches
