#include "core/engine/loop/queued_loops.h"

#include "core/engine/loop/loop_results.h"

#include <algorithm>

namespace core::engine::loop {

std::vector<std::string> withoutQueued(std::vector<std::string> tasks, std::span<const domain::Run> runs)
{
    std::erase_if(tasks, [&](const std::string& taskId) {
        return std::ranges::any_of(runs, [&](const domain::Run& run) {
            return run.kind == domain::RunKind::Loop && run.state == domain::RunState::Queued
                && isScheduled(run.parametersJson) && (run.taskId == taskId || run.taskId.empty());
        });
    });
    return tasks;
}

} // namespace core::engine::loop
