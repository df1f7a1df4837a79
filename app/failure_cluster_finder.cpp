#include "app/failure_cluster_finder.h"

#include "core/clustering/failure_clusters.h"

#include <utility>

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
    auto judged = m_failures.judgedAnswers(query);
    if (!failures || !judged) {
        return core::fail(!failures ? failures.error() : judged.error());
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
    core::clustering::KeptMap kept = takeMap(query.taskId);
    core::domain::FailureMap map = core::clustering::clusterFailures(std::move(*failures),
        {query.range, traffic->totals.queries, query.seed, std::move(*book), query.layout, std::move(*judged)},
        [&stop](double) { return !stop.stop_requested(); }, &kept);
    keepMap(query.taskId, std::move(kept));
    if (stop.stop_requested()) {
        return core::fail(core::ErrorCode::Cancelled, "grouping the failures was stopped");
    }
    map.newestEdit = std::move(*newestEdit);
    return map;
}

core::clustering::KeptMap FailureClusterFinder::takeMap(const std::string& taskId) const
{
    const std::lock_guard lock(m_mutex);
    return m_keptTaskId == taskId ? std::exchange(m_kept, {}) : core::clustering::KeptMap();
}

/// A map without places, of a call that laid none out while another had taken the map, replaces nothing.
void FailureClusterFinder::keepMap(const std::string& taskId, core::clustering::KeptMap map) const
{
    const std::lock_guard lock(m_mutex);
    if (!map.places.empty()) {
        m_keptTaskId = taskId;
        m_kept = std::move(map);
    }
}

} // namespace app
