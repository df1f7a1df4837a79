#include "app/coverage_desk.h"

namespace app {

using core::Result;
namespace ports = core::ports;

Result<ports::CommandReceipt> CoverageDesk::run(const ports::AcknowledgeAlarm& command)
{
    if (Result<void> done = m_host.acknowledgeAlarm(command.alarmId); !done) {
        return core::fail(done.error());
    }
    return ports::CommandReceipt{"Alarm acknowledged", command.alarmId};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::StartProbation& command)
{
    const Result<core::domain::PolicyVersion> version
        = m_host.startProbation(command.taskId, command.tierId, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{
        "Probation: the tier escalates everything from policy " + version->id + " on", version->id};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::SetAlarmResponse& command)
{
    if (Result<void> set = m_host.setAlarmResponse(command.isAutomatic); !set) {
        return core::fail(set.error());
    }
    return ports::CommandReceipt{
        command.isAutomatic ? "Alarms start probation by themselves" : "Alarms wait for your word", {}};
}

} // namespace app
