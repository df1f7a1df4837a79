#pragma once

#include "core/base/result.h"
#include "core/ports/commands/cluster_commands.h"

#include <string>
#include <vector>

namespace core::ports {

/// A cluster that an operator edited.
struct BookedCluster {
    std::string id;
    std::string label; ///< empty: named by its terms
    bool isExcluded = false;
    bool isDrawn = false; ///< its members were drawn around: they stay together whatever clustering finds
    std::string mergedInto; ///< id; empty: stands for itself
    std::vector<std::string> members; ///< ids of queries
};

/// What operators did to clusters; outlives every clustering. Edits are durable when they return.
class ClusterBook {
public:
    virtual ~ClusterBook() = default;
    [[nodiscard]] virtual Result<std::vector<BookedCluster>> clusters() const = 0;
    /// "rename", "merge", "exclude", "include" or "draw": what undo would take back; empty: nothing.
    [[nodiscard]] virtual Result<std::string> newestEdit() const = 0;

    virtual Result<void> rename(const RenameCluster& edit) = 0;
    virtual Result<void> merge(const MergeClusters& edit) = 0;
    virtual Result<void> exclude(const ExcludeCluster& edit) = 0;
    virtual Result<void> draw(const DrawCluster& edit) = 0;
    /// NotFound when there is nothing to take back.
    virtual Result<void> undo() = 0;
};

} // namespace core::ports
