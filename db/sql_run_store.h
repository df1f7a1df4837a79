#pragma once

#include "core/ports/workspace_store.h"
#include "db/store_access.h"

namespace db {

class SqlRunStore final : public core::ports::RunStore {
public:
    explicit SqlRunStore(const Workspace& workspace);
    [[nodiscard]] core::Result<void> saveRun(const core::domain::Run& run) override;
    [[nodiscard]] core::Result<std::optional<core::domain::Run>> run(const std::string& id) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Run>> runs(int limit) const override;
    [[nodiscard]] core::Result<void> addMetrics(
        const std::string& runId, std::span<const core::domain::RunMetric> metrics) override;
    [[nodiscard]] core::Result<std::vector<core::domain::RunMetric>> metrics(
        const std::string& runId) const override;
    [[nodiscard]] core::Result<void> addArtefact(const core::domain::Artefact& artefact) override;
    [[nodiscard]] core::Result<std::optional<core::domain::Artefact>> artefact(
        const std::string& id) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Artefact>> artefacts() const override;
    [[nodiscard]] core::Result<void> addMarker(const core::domain::Marker& marker) override;

private:
    StoreAccess m_access;
};

} // namespace db
