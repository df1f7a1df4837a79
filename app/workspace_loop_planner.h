#pragma once

#include "app/loop_workbench.h"
#include "core/ports/loop_planner.h"

#include <filesystem>
#include <functional>

namespace app {

/// Previews on the stores of a workspace, owned or not. Models are loaded for each preview.
class WorkspaceLoopPlanner final : public core::ports::LoopPlanner {
public:
    using MakeModels = std::function<LoopWorkbench::Models()>;

    WorkspaceLoopPlanner(const db::Stores& stores, std::filesystem::path workspace, MakeModels models)
        : m_stores(stores)
        , m_workspace(std::move(workspace))
        , m_models(std::move(models))
    {
    }

    [[nodiscard]] core::Result<core::ports::TeachingPreview> preview(
        const core::ports::TeachingQuery& query) const override;
    [[nodiscard]] core::Result<core::ports::ComparisonPreview> comparison(
        const core::domain::TunedModel& tuned) const override;

private:
    const db::Stores& m_stores;
    const std::filesystem::path m_workspace;
    const MakeModels m_models;
};

} // namespace app
