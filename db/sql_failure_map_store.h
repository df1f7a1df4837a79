#pragma once

#include "core/ports/failure_map_store.h"
#include "db/store_access.h"

#include <mutex>

namespace db {

/// Tables failure_maps, failure_map_clusters and failure_map_places. Places are written in parts, so that traffic is recorded
/// between them; the last part makes the map complete and takes away the one that it replaces.
class SqlFailureMapStore final : public core::ports::FailureMapStore {
public:
    explicit SqlFailureMapStore(const Workspace& workspace)
        : m_access(workspace)
    {
    }
    core::Result<void> save(const core::ports::StoredFailureMap& map) override;
    [[nodiscard]] core::Result<std::optional<core::ports::StoredFailureMap>> newest(
        const std::string& taskId, std::optional<core::domain::MapLayout> layout) const override;

private:
    StoreAccess m_access;
    std::mutex m_saving; ///< one map after another: the next one takes away what is incomplete
};

} // namespace db
