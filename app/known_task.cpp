#include "app/known_task.h"

#include <vector>

namespace app {

core::Result<void> checkTask(std::span<const core::domain::Task> tasks, const std::string& taskId)
{
    if (taskId.empty()) {
        return {};
    }
    std::string ids;
    for (const core::domain::Task& task : tasks) {
        if (task.id == taskId) {
            return {};
        }
        ids += (ids.empty() ? "" : ", ") + task.id;
    }
    return core::fail(core::ErrorCode::NotFound,
        "no task '" + taskId + "' in this workspace; "
            + (ids.empty() ? std::string("it has none yet, import a file first") : "it has " + ids));
}

core::Result<void> checkTask(const core::ports::PortfolioStore& portfolio, const std::string& taskId)
{
    if (taskId.empty()) {
        return {};
    }
    const core::Result<std::vector<core::domain::Task>> tasks = portfolio.tasks();
    return tasks ? checkTask(*tasks, taskId) : core::fail(tasks.error());
}

} // namespace app
