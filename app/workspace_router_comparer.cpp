#include "app/workspace_router_comparer.h"

#include "app/commands/router_comparison.h"

#include <utility>

namespace app {

WorkspaceRouterComparer::WorkspaceRouterComparer(std::filesystem::path workspace)
    : m_workspace(std::move(workspace))
{
}

core::Result<core::ports::RouterComparison> WorkspaceRouterComparer::compare(
    const std::string& a, const std::string& b) const
{
    return commands::compareRouters(m_workspace.string(), a, b);
}

} // namespace app
