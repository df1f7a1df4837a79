#pragma once

#include "app/failure_cluster_finder.h"
#include "core/base/result.h"
#include "core/ports/failure_map_store.h"
#include "core/ports/text_vectors.h"

#include <filesystem>

namespace app {

/// What the worker of a clustering run, which only reads the workspace, leaves for its owner in the run's folder: the map as
/// JSON, and the new vectors after a line of JSON as pairs of a line with the query's id and the vector's bytes.
[[nodiscard]] core::Result<void> writeClustering(const std::filesystem::path& folder,
    const core::ports::StoredFailureMap& map, const FreshVectors& fresh);

/// Takes over what writeClustering() left there. Corrupt where it cannot be read.
[[nodiscard]] core::Result<void> keepClustering(const std::filesystem::path& folder, core::ports::FailureMapStore& maps,
    core::ports::TextVectorStore& vectors);

} // namespace app
