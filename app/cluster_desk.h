#pragma once

#include "core/ports/cluster_book.h"
#include "core/ports/console_service.h"

namespace app {

/// Carries out what operators do to clusters. `book` must outlive it.
class ClusterDesk {
public:
    explicit ClusterDesk(core::ports::ClusterBook& book)
        : m_book(book)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RenameCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::MergeClusters& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ExcludeCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::DrawCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::UndoClusterEdit& command);

private:
    core::ports::ClusterBook& m_book;
};

} // namespace app
