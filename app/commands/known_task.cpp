#include "app/commands/known_task.h"

namespace app::commands {

core::Result<void> checkTask(const core::ports::PortfolioStore& portfolio, const std::string& taskId)
{
    if (taskId.empty()) {
        return {};
    }
    const core::Result<std::vector<core::domain::Task>> tasks = portfolio.tasks();
    if (!tasks) {
        return core::fail(tasks.error());
    }
    std::string ids;
    for (const core::domain::Task& task : *tasks) {
        if (task.id == taskId) {
            return {};
        }
        ids += (ids.empty() ? "" : ", ") + task.id;
    }
    return core::fail(core::ErrorCode::NotFound,
        "no task '" + taskId + "' in this workspace; "
            + (ids.empty() ? std::string("it has none yet, import a file first") : "it has " + ids));
}

} // namespace app::commands
