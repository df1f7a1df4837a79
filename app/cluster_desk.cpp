#include "app/cluster_desk.h"

#include "core/clustering/spherical_kmeans.h"
#include "core/clustering/text_vectors.h"

#include <algorithm>
#include <string>
#include <vector>

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

constexpr std::size_t kLeastSplit = 4; ///< fewer queries are no two groups
constexpr std::uint64_t kSplitSeed = 1; ///< the same cluster is always split the same way

Result<ports::CommandReceipt> receipt(const Result<void>& done, const char* message)
{
    return done ? Result<ports::CommandReceipt>(ports::CommandReceipt{message, {}})
                : core::fail(done.error());
}

} // namespace

Result<ports::CommandReceipt> ClusterDesk::run(const ports::RenameCluster& command)
{
    return receipt(m_book.rename(command), "The cluster has its new name");
}

Result<ports::CommandReceipt> ClusterDesk::run(const ports::MergeClusters& command)
{
    return receipt(m_book.merge(command), "The clusters are one");
}

Result<ports::CommandReceipt> ClusterDesk::run(const ports::ExcludeCluster& command)
{
    return receipt(
        m_book.exclude(command), command.isExcluded ? "The cluster is excluded" : "The cluster counts again");
}

Result<ports::CommandReceipt> ClusterDesk::run(const ports::DrawCluster& command)
{
    return receipt(m_book.draw(command), "The requests are a cluster of their own");
}

Result<ports::CommandReceipt> ClusterDesk::run(const ports::SplitCluster& command)
{
    std::vector<std::string> texts;
    std::vector<std::string> ids;
    for (const std::string& id : command.cluster.members) {
        auto query = m_requests.find(id);
        if (!query) {
            return core::fail(query.error());
        }
        if (*query && !(*query)->text.empty()) {
            texts.push_back((*query)->text);
            ids.push_back(id);
        }
    }
    if (ids.size() < kLeastSplit) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "a cluster of " + std::to_string(ids.size()) + " queries with a stored text is too small to be split");
    }
    const core::clustering::KMeansResult parts
        = core::clustering::sphericalKMeans(core::clustering::textVectors(texts), 2, kSplitSeed);
    const auto first = static_cast<std::size_t>(std::count(parts.clusterOf.begin(), parts.clusterOf.end(), 0));
    if (first == 0 || first == ids.size()) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the queries of this cluster are too much alike to be split by their words; draw around some of them instead");
    }
    const int smaller = first * 2 <= ids.size() ? 0 : 1;
    ports::DrawCluster drawn{{{}, command.cluster.taskId, {}}, {}};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (parts.clusterOf[i] == smaller) {
            drawn.cluster.members.push_back(ids[i]);
        }
    }
    const std::size_t moved = drawn.cluster.members.size();
    if (const Result<void> done = m_book.draw(drawn); !done) {
        return core::fail(done.error());
    }
    return ports::CommandReceipt{
        std::to_string(moved) + " of " + std::to_string(ids.size()) + " requests are a cluster of their own now", {}};
}

Result<ports::CommandReceipt> ClusterDesk::run(const ports::UndoClusterEdit&)
{
    return receipt(m_book.undo(), "The last edit is taken back");
}

} // namespace app
