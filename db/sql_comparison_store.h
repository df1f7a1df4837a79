#pragma once

#include "core/ports/comparison_store.h"
#include "db/store_access.h"

namespace db {

/// Tables compared_answers and tier_takeovers; calls are booked in training_spend, the tier's own model in iteration 0 and the
/// tuned one in iteration 1.
class SqlComparisonStore final : public core::ports::ComparisonStore {
public:
    explicit SqlComparisonStore(const Workspace& workspace)
        : m_access(workspace)
    {
    }
    core::Result<void> save(std::span<const core::ports::ComparedAnswer> answers) override;
    [[nodiscard]] core::Result<std::vector<core::ports::ComparedAnswer>> answers(
        const std::string& runId, const std::string& taskId) const override;
    core::Result<void> save(const core::ports::TierTakeover& takeover) override;
    [[nodiscard]] core::Result<std::optional<core::ports::TierTakeover>> takeover(
        const std::string& runId) const override;

private:
    StoreAccess m_access;
};

} // namespace db
