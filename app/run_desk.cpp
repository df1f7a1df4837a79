#include "app/run_desk.h"

#include "core/engine/training_parameters.h"

#include <nlohmann/json.hpp>

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

Result<ports::CommandReceipt> RunDesk::run(const ports::StartCalibration& command)
{
    const auto state = m_host.engine().servingState();
    const auto task = state->tasks.find(command.taskId);
    if (task == state->tasks.end()) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    if (!(command.alpha >= 0 && command.alpha < 1)) {
        return core::fail(ErrorCode::InvalidArgument, "alpha must lie between 0 and 1; 0 keeps the level in force");
    }
    const std::string parameters = nlohmann::json{{"alpha", command.alpha}}.dump();
    const Result<std::string> started
        = m_host.supervisor().start(domain::RunKind::Calibration, command.taskId, parameters);
    if (!started) {
        return core::fail(started.error());
    }
    return ports::CommandReceipt{"Calibration of " + task->second.task.name + " is queued", *started};
}

} // namespace app
