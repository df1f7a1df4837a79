#pragma once

#include "core/ports/cluster_book.h"
#include "db/store_access.h"

#include <functional>

namespace db {

/// Tables clusters, cluster_members and cluster_edits. `clusters.state` is "active", "excluded", "merged ID"
/// or "removed", with "drawn " in front of a drawn one. An edit keeps what it replaced in `detail`; edits of
/// one command share their time; one that was taken back has "undone " before its kind.
class SqlClusterBook final : public core::ports::ClusterBook {
public:
    explicit SqlClusterBook(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::ports::BookedCluster>> clusters() const override;
    [[nodiscard]] core::Result<std::string> newestEdit() const override;

    core::Result<void> rename(const core::ports::RenameCluster& edit) override;
    core::Result<void> merge(const core::ports::MergeClusters& edit) override;
    core::Result<void> exclude(const core::ports::ExcludeCluster& edit) override;
    core::Result<void> draw(const core::ports::DrawCluster& edit) override;
    core::Result<void> undo() override;

private:
    StoreAccess m_access;
};

} // namespace db
