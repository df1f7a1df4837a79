#pragma once

#include "core/domain/run.h"

#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Of `tasks` (empty text: all of them) those that no loop of the schedule waits for in the queue: one that waits does what
/// another would do after it. One that somebody started may be told to do less, and a running one may have passed the task
/// already.
[[nodiscard]] std::vector<std::string> withoutQueued(
    std::vector<std::string> tasks, std::span<const domain::Run> runs);

} // namespace core::engine::loop
