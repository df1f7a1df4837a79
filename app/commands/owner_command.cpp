#include "app/commands/owner_command.h"

#include "app/attached_console_service.h"
#include "app/commands/open_host.h"
#include "app/in_process_console_service.h"

namespace app::commands {

using core::Result;
namespace ports = core::ports;

Result<ports::CommandReceipt> executeOnWorkspace(
    const std::string& workspace, const ports::ConsoleCommand& command)
{
    if (Result<std::unique_ptr<AttachedConsoleService>> owner = AttachedConsoleService::attach(workspace);
        owner) {
        return (*owner)->execute(command);
    }
    Result<HostPointer> host = openHost(workspace, CreateWorkspace::Never);
    if (!host) {
        return core::fail(host.error());
    }
    InProcessConsoleService service(**host, nullptr);
    return service.execute(command);
}

} // namespace app::commands
