#include "app/failure_cluster_finder.h"

#include "core/clustering/failure_clusters.h"

namespace app {

FailureClusterFinder::FailureClusterFinder(
    const core::ports::FailureHistory& failures, const core::ports::MetricsHistory& metrics)
    : m_failures(failures)
    , m_metrics(metrics)
{
}

core::Result<core::domain::FailureMap> FailureClusterFinder::find(
    const core::ports::FailureQuery& query) const
{
    auto failures = m_failures.failures(query);
    if (!failures) {
        return core::fail(failures.error());
    }
    const auto traffic = m_metrics.overview({query.range, query.taskId, 0});
    if (!traffic) {
        return core::fail(traffic.error());
    }
    return core::clustering::clusterFailures(
        std::move(*failures), {query.range, traffic->totals.queries, query.seed});
}

} // namespace app
