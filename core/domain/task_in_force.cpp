#include "core/domain/task_in_force.h"

namespace core::domain {

Task taskInForce(Task task, const std::optional<PolicyVersion>& active)
{
    if (!active) {
        return task;
    }
    if (const auto found = active->tasks.find(task.id); found != active->tasks.end()) {
        task.answerFloor = found->second.answerFloor;
        task.alpha = found->second.alpha;
        task.delta = found->second.delta;
    }
    return task;
}

} // namespace core::domain
