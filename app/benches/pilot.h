#pragma once

#include "app/benches/pilot_world.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace app::benches {

/// 28 simulated days of a customer-service desk on the real engine, its clock injected, in a real workspace: a week
/// with everything at the last tier, then routed; new intents in the third week; training and certification at night.
/// What is learnt: in the week before, everything that the last tier answered; later its answers to escalated queries,
/// for training, and the audited random share of all queries, for calibration. Every figure of a period is compared
/// with what SQL says of the same days.
[[nodiscard]] core::Result<nlohmann::ordered_json> runPilot(
    const PilotOptions& options, const std::function<void(const std::string&)>& progress);

} // namespace app::benches
