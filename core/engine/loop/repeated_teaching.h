#pragma once

#include "core/ports/loop_store.h"

#include <optional>
#include <string>

namespace core::engine::loop {

/// The newest challenger to the student that serves now that was not promoted, where it was taught every text that the
/// iteration has chosen: the same challenger would come again. Nothing where the iteration chose something new.
[[nodiscard]] Result<std::optional<domain::LoopDecision>> sameTeachingBefore(const ports::LoopStore& loops,
    const std::string& runId, int iteration, const std::string& taskId, const std::string& servedStudent);

} // namespace core::engine::loop
