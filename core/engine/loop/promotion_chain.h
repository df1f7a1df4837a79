#pragma once

#include "core/domain/loop_record.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace core::engine::loop {

/// The student and those that loops promoted before it, each in the place of the next. One that somebody trained begins
/// anew. `decisions`: of one task, by time.
[[nodiscard]] std::unordered_set<std::string> promotedUpTo(
    const std::string& studentId, const std::vector<domain::LoopDecision>& decisions);

/// Whether a student is served that the newest promotion had replaced, or none as before it. A student that was trained
/// since then is no step back.
[[nodiscard]] bool wasTakenBack(const std::string& servedStudent, std::vector<domain::LoopDecision> decisions);

} // namespace core::engine::loop
