#include "app/run_desk.h"

#include "core/engine/training_parameters.h"

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

Result<ports::CommandReceipt> RunDesk::run(const ports::StartTraining& command)
{
    const auto state = m_host.engine().servingState();
    const auto task = state->tasks.find(command.taskId);
    if (task == state->tasks.end()) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    const Result<std::string> parameters = core::engine::trainingParametersJson(command.parameters);
    if (!parameters) {
        return core::fail(parameters.error());
    }
    const Result<std::string> started
        = m_host.supervisor().start(domain::RunKind::StudentTraining, command.taskId, *parameters);
    if (!started) {
        return core::fail(started.error());
    }
    return ports::CommandReceipt{"Training of a student for " + task->second.task.name + " is queued", *started};
}

} // namespace app
