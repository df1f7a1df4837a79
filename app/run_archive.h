#pragma once

#include "core/ports/run_history.h"
#include "db/workspace_stores.h"

#include <filesystem>

namespace app {

/// Runs with their artefacts, the policies that served them and the logs of their workers. The stores must
/// outlive it.
class RunArchive final : public core::ports::RunHistory {
public:
    RunArchive(const db::Stores& stores, std::filesystem::path workspace);
    [[nodiscard]] core::Result<core::ports::RunDetails> details(const std::string& runId) const override;
    [[nodiscard]] std::vector<core::domain::ParameterDoc> parameters(core::domain::RunKind kind) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Artefact>> artefacts() const override;

private:
    const db::Stores& m_stores;
    const std::filesystem::path m_workspace;
};

} // namespace app
