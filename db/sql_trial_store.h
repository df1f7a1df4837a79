#pragma once

#include "core/ports/loop_store.h"
#include "core/ports/trial_store.h"
#include "db/store_access.h"

namespace db {

class SqlTrialStore final : public core::ports::TrialStore {
public:
    explicit SqlTrialStore(const Workspace& workspace)
        : m_access(workspace)
    {
    }

    core::Result<void> save(const core::domain::ChallengerTrial& trial) override;
    core::Result<std::vector<core::domain::ChallengerTrial>> running() const override;
    core::Result<void> append(const core::domain::TrialAnswer& answer) override;
    core::Result<std::vector<core::domain::GateAnswer>> pairs(
        const std::string& runId, const std::string& taskId) const override;
    core::Result<void> saveMetrics(const std::string& runId, const std::string& taskId,
        std::span<const core::domain::GateMetric> metrics) override;

private:
    StoreAccess m_access;
};

/// The trials of a run with what they have come to.
[[nodiscard]] std::vector<core::ports::TrialReport> readTrials(Connection& reader, const std::string& runId);

} // namespace db
