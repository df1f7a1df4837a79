#pragma once

#include "core/ports/router_comparer.h"

#include <filesystem>

namespace app {

/// Of the routers of one workspace, which it only reads.
class WorkspaceRouterComparer final : public core::ports::RouterComparer {
public:
    explicit WorkspaceRouterComparer(std::filesystem::path workspace);
    [[nodiscard]] core::Result<core::ports::RouterComparison> compare(
        const std::string& a, const std::string& b) const override;

private:
    std::filesystem::path m_workspace;
};

} // namespace app
