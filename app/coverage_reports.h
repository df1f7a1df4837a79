#pragma once

#include "core/base/clock.h"
#include "core/ports/coverage_history.h"
#include "db/workspace_stores.h"

namespace app {

/// Puts the facts of the workspace and the words of the promise together. The stores must outlive it.
class CoverageReports final : public core::ports::CoverageHistory {
public:
    explicit CoverageReports(const db::Stores& stores)
        : m_stores(stores)
    {
    }
    [[nodiscard]] core::Result<core::ports::CoverageReport> report(const std::string& taskId) const override;

private:
    [[nodiscard]] core::Result<void> addEvidence(core::ports::TierCoverage& tier) const;

    const db::Stores& m_stores;
    core::SystemClock m_clock;
};

} // namespace app
