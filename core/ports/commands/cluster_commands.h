#pragma once

#include <string>
#include <vector>

namespace core::ports {

/// A cluster as the operator saw it. One that was never edited has no id yet and is known by its members.
struct ClusterSubject {
    std::string id;
    std::string taskId; ///< empty: of several tasks
    std::vector<std::string> members; ///< ids of queries

    bool operator==(const ClusterSubject&) const = default;
};

struct RenameCluster {
    ClusterSubject cluster;
    std::string label; ///< empty: named by its terms again

    bool operator==(const RenameCluster&) const = default;
};

struct MergeClusters {
    ClusterSubject into;
    std::vector<ClusterSubject> others;

    bool operator==(const MergeClusters&) const = default;
};

/// An excluded cluster stays known and is listed last.
struct ExcludeCluster {
    ClusterSubject cluster;
    bool isExcluded = true;

    bool operator==(const ExcludeCluster&) const = default;
};

/// Makes a cluster of the queries that were drawn around on the map.
struct DrawCluster {
    ClusterSubject cluster; ///< without an id
    std::string label;

    bool operator==(const DrawCluster&) const = default;
};

/// Makes two clusters of one, by the words of its queries; the smaller part becomes a cluster of its own.
struct SplitCluster {
    ClusterSubject cluster;

    bool operator==(const SplitCluster&) const = default;
};

/// Takes back the newest edit that was not taken back.
struct UndoClusterEdit {
    bool operator==(const UndoClusterEdit&) const = default;
};

} // namespace core::ports
