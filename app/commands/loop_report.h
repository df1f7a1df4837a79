#pragma once

#include "core/domain/task.h"
#include "core/ports/loop_store.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace app::commands {

/// Everything that a loop or distillation run stored, with the cost ratio after each iteration over all its
/// tasks, on the gate texts.
[[nodiscard]] nlohmann::ordered_json toJson(const core::ports::LoopReport& report);

/// Cost over that of the last tier alone, on the gate texts of every task of the run: before the first
/// iteration, then after each. Empty without a gate.
[[nodiscard]] std::vector<double> costRatios(const core::ports::LoopReport& report);

/// What challengers have come to beside the traffic.
[[nodiscard]] nlohmann::ordered_json trialsJson(const core::ports::LoopReport& report);
void printTrials(const core::ports::LoopReport& report);

void printText(const core::ports::LoopReport& report);

} // namespace app::commands
