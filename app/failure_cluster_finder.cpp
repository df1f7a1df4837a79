#include "app/failure_cluster_finder.h"

#include "core/clustering/failure_clusters.h"

namespace app {

FailureClusterFinder::FailureClusterFinder(
    const core::ports::FailureHistory& failures, const core::ports::MetricsHistory& metrics,
    const core::ports::ClusterBook& book)
    : m_failures(failures)
    , m_metrics(metrics)
    , m_book(book)
{
}

core::Result<core::domain::FailureMap> FailureClusterFinder::find(
    const core::ports::FailureQuery& query, std::stop_token stop) const
{
    auto failures = m_failures.failures(query);
    if (!failures) {
        return core::fail(failures.error());
    }
    const auto traffic = m_metrics.overview({query.range, query.taskId, 0});
    if (!traffic) {
        return core::fail(traffic.error());
    }
    auto book = m_book.clusters();
    auto newestEdit = m_book.newestEdit();
    if (!book || !newestEdit) {
        return core::fail(!book ? book.error() : newestEdit.error());
    }
    core::domain::FailureMap map = core::clustering::clusterFailures(
        std::move(*failures), {query.range, traffic->totals.queries, query.seed, std::move(*book), query.layout},
        [&stop](double) { return !stop.stop_requested(); });
    if (stop.stop_requested()) {
        return core::fail(core::ErrorCode::Cancelled, "grouping the failures was stopped");
    }
    map.newestEdit = std::move(*newestEdit);
    return map;
}

} // namespace app
