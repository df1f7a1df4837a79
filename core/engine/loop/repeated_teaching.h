#pragma once

#include "core/ports/loop_store.h"

#include <optional>
#include <string>

namespace core::engine::loop {

/// The newest challenger to the student that serves now that was not promoted, where its teaching would be repeated: as
/// many texts, all of them chosen then, and no answer known that differs from the one of then. What the teacher said in a
/// form that cannot be learnt is no news either. A first student (iteration 0) is compared with first students alone.
/// Nothing where there is news.
[[nodiscard]] Result<std::optional<domain::LoopDecision>> sameTeachingBefore(const ports::LoopStore& loops,
    const std::string& runId, int iteration, const std::string& taskId, const std::string& servedStudent);

} // namespace core::engine::loop
