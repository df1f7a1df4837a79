#pragma once

#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/domain/run.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/student_onboarding.h"

#include <limits>
#include <optional>
#include <string>
#include <variant>

namespace core::engine {

/// What a worker process says on its standard output: one JSON object a line.
struct WorkerProgress {
    double fraction = 0;
    std::string stage;
    double loss = std::numeric_limits<double>::quiet_NaN(); ///< of what is being trained; NaN: nothing is
};
struct WorkerFailure {
    Error error;
};
using WorkerMessage
    = std::variant<WorkerProgress, OnboardingResult, WorkerFailure, loop::SelectResult, loop::GateResult>;

[[nodiscard]] std::string toLine(const WorkerMessage& message);

/// InvalidArgument when the line is not a message of this protocol.
[[nodiscard]] Result<WorkerMessage> workerMessageFrom(const std::string& line);

} // namespace core::engine
