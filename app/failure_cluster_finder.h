#pragma once

#include "core/clustering/map_layout.h"
#include "core/clustering/sentence_vectors.h"
#include "core/ports/failure_history.h"
#include "core/ports/failure_map_store.h"
#include "core/ports/text_vectors.h"
#include "db/workspace_stores.h"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// Vectors that are not stored yet.
struct FreshVectors {
    core::ports::TextEncoder encoder;
    std::vector<core::ports::TextVector> vectors;
};

/// Clusters what the history says failed; edited clusters keep their names. Failures are compared by the encoder of the routers
/// in force where at least kLeastEmbedded of them have a vector (a clustering run encodes what has none), otherwise by their
/// words. What is found is kept in the workspace by the process that owns it; the t-SNE map that is kept there, or was made
/// here last, stays, and what is new is placed on it. The stores must outlive it.
class FailureClusterFinder final : public core::ports::ClusterFinder {
public:
    static constexpr double kLeastEmbedded = 0.8;

    explicit FailureClusterFinder(const db::Stores& stores)
        : m_stores(stores)
    {
    }
    [[nodiscard]] core::Result<core::domain::FailureMap> find(
        const core::ports::FailureQuery& query, std::stop_token stop) const override;
    [[nodiscard]] core::Result<std::optional<core::ports::KeptGrouping>> newest(const std::string& taskId) const override;

    struct Grouping {
        core::domain::FailureMap map;
        core::ports::StoredFailureMap stored; ///< the same as it is kept
    };
    /// As find(), but keeps nothing in the workspace. `fresh` (may be null) counts as stored.
    [[nodiscard]] core::Result<Grouping> group(
        const core::ports::FailureQuery& query, const FreshVectors* fresh, std::stop_token stop) const;

private:
    struct Space {
        core::domain::TextSpaceUse use;
        std::optional<core::clustering::SentenceVectors> sentences; ///< nothing: words
    };
    [[nodiscard]] core::Result<Space> spaceFor(const core::ports::FailureQuery& query,
        const std::vector<core::domain::FailurePoint>& failures,
        const std::vector<core::domain::JudgedAnswer>& judged, const FreshVectors* fresh) const;
    [[nodiscard]] core::clustering::KeptMap takeMap(const core::ports::FailureQuery& query, const std::string& encoder) const;
    void keepMap(const std::string& taskId, const std::string& encoder, core::clustering::KeptMap map) const;

    const db::Stores& m_stores;
    mutable std::mutex m_mutex;
    mutable std::string m_keptTaskId;
    mutable std::string m_keptEncoder; ///< that the texts of `m_kept` were compared by; empty: words
    mutable core::clustering::KeptMap m_kept;
};

} // namespace app
