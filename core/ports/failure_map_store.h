#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/failure_cluster.h"
#include "core/ports/failure_history.h"

#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// A failure on a map that is kept.
struct FailurePlace {
    std::string queryId;
    int cluster = -1; ///< position in the map's clusters; -1: unclustered
    float x = 0;
    float y = 0;
    bool isLaidOut = true; ///< false: placed beside its neighbours on a map that was finished

    bool operator==(const FailurePlace&) const = default;
};

/// A clustering with its map. The failures themselves are read from the history.
struct StoredFailureMap {
    FailureQuery query;        ///< that it answers
    TimePoint at{};            ///< when it was made
    domain::FailureMap figures; ///< without points, coordinates and assignment; exemplars are positions in `places`
    std::vector<FailurePlace> places;
};

/// Keeps the newest clustering of each task (all tasks together count as one) and layout.
class FailureMapStore {
public:
    virtual ~FailureMapStore() = default;
    /// Replaces the one of the same task and layout, whole or not at all, even where the process is killed meanwhile.
    virtual Result<void> save(const StoredFailureMap& map) = 0;
    /// The newest one of the task; `layout` nothing: of any layout.
    [[nodiscard]] virtual Result<std::optional<StoredFailureMap>> newest(
        const std::string& taskId, std::optional<domain::MapLayout> layout) const = 0;
};

} // namespace core::ports
