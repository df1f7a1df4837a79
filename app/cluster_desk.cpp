#include "app/cluster_desk.h"

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

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

Result<ports::CommandReceipt> ClusterDesk::run(const ports::UndoClusterEdit&)
{
    return receipt(m_book.undo(), "The last edit is taken back");
}

} // namespace app
