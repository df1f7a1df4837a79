#pragma once

#include "core/ports/cluster_book.h"
#include "core/ports/console_service.h"
#include "core/ports/history.h"

namespace app {

/// Carries out what operators do to clusters. `book` and `requests` must outlive it.
class ClusterDesk {
public:
    ClusterDesk(core::ports::ClusterBook& book, const core::ports::RequestHistory& requests)
        : m_book(book)
        , m_requests(requests)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::RenameCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::MergeClusters& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::ExcludeCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::DrawCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::SplitCluster& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::UndoClusterEdit& command);

private:
    core::ports::ClusterBook& m_book;
    const core::ports::RequestHistory& m_requests;
};

} // namespace app
