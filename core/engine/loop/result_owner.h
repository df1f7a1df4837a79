#pragma once

#include "core/engine/loop/loop_results.h"
#include "core/engine/student_onboarding.h"

#include <string>

namespace core::engine::loop {

/// Whether a worker's result is of this iteration of the task, as the result itself says.
[[nodiscard]] bool isOf(const SelectResult& result, int iteration, const std::string& taskId);
[[nodiscard]] bool isOf(const OnboardingResult& result, int iteration, const std::string& taskId);
[[nodiscard]] bool isOf(const GateResult& result, int iteration, const std::string& taskId);

} // namespace core::engine::loop
