#pragma once

#include "app/benches/pilot_world.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace app::benches {

/// 28 simulated days of a customer-service desk on the real engine, its clock injected, in a real workspace: a week
/// with everything at the last tier, then routed; new intents in the third week; at night the loop, as the schedule
/// starts it: it gives each task its first student, groups failures, chooses from the traffic what the last tier
/// teaches, and promotes what passes the gates. Imported before it, with the references as labels: in the week before,
/// all texts that were asked; later those of the training split that the last tier answered, and all of the tuning,
/// calibration and gate splits, because every answer is judged by its reference. Every figure of a period is compared
/// with what SQL says of the same days.
[[nodiscard]] core::Result<nlohmann::ordered_json> runPilot(
    const PilotOptions& options, const std::function<void(const std::string&)>& progress);

} // namespace app::benches
