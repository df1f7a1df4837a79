#include "app/policy_desk.h"

#include "app/policy_reversal.h"

namespace app {

core::Result<core::ports::CommandReceipt> PolicyDesk::run(const core::ports::RevertPolicy& command)
{
    const auto version = revertPolicy(m_host, command.versionId, command.taskId, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    return core::ports::CommandReceipt{
        "Version " + command.versionId + " is in force again, as version " + version->id, version->id};
}

} // namespace app
