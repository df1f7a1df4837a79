#pragma once

#include "core/clustering/map_layout.h"
#include "core/ports/cluster_book.h"
#include "core/ports/failure_history.h"

#include <mutex>
#include <string>

namespace app {

/// Clusters what the history says failed; edited clusters keep their names. The t-SNE map of the task that was asked for last
/// is kept, so that what is new is placed on it. The ports must outlive it.
class FailureClusterFinder final : public core::ports::ClusterFinder {
public:
    FailureClusterFinder(
        const core::ports::FailureHistory& failures, const core::ports::MetricsHistory& metrics,
        const core::ports::ClusterBook& book);
    [[nodiscard]] core::Result<core::domain::FailureMap> find(
        const core::ports::FailureQuery& query, std::stop_token stop) const override;

private:
    [[nodiscard]] core::clustering::KeptMap takeMap(const std::string& taskId) const;
    void keepMap(const std::string& taskId, core::clustering::KeptMap map) const;

    const core::ports::FailureHistory& m_failures;
    const core::ports::MetricsHistory& m_metrics;
    const core::ports::ClusterBook& m_book;
    mutable std::mutex m_mutex;
    mutable std::string m_keptTaskId;
    mutable core::clustering::KeptMap m_kept;
};

} // namespace app
