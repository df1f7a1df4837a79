#pragma once

#include "core/ports/cluster_book.h"
#include "core/ports/failure_history.h"

namespace app {

/// Clusters what the history says failed; edited clusters keep their names. The ports must outlive it.
class FailureClusterFinder final : public core::ports::ClusterFinder {
public:
    FailureClusterFinder(
        const core::ports::FailureHistory& failures, const core::ports::MetricsHistory& metrics,
        const core::ports::ClusterBook& book);
    [[nodiscard]] core::Result<core::domain::FailureMap> find(
        const core::ports::FailureQuery& query, std::stop_token stop) const override;

private:
    const core::ports::FailureHistory& m_failures;
    const core::ports::MetricsHistory& m_metrics;
    const core::ports::ClusterBook& m_book;
};

} // namespace app
