#pragma once

#include "core/base/result.h"
#include "core/domain/failure_cluster.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace app::benches {

/// Failures of which it is known what they are about: "" for those of no planted slice.
struct PlantedFailures {
    std::vector<core::domain::FailurePoint> points;
    std::vector<std::string> sliceOf; ///< one a point
};

/// `slices` labels of a labelled file fail wholly, `background` failures are spread over the other labels.
[[nodiscard]] core::Result<PlantedFailures> plantedInFile(
    const std::string& file, std::size_t slices, std::size_t background, std::uint64_t seed);
/// The generator's own hard slices fail, and as many usual queries of all tasks besides.
[[nodiscard]] PlantedFailures plantedInWorkload(std::size_t failures, std::uint64_t seed);

/// How well clustering finds them: a slice is found when some cluster's ten nearest to its centre are eight of it or
/// more; precision@10 is the mean over slices of the best cluster's share; ARI and NMI over what was clustered and planted.
[[nodiscard]] nlohmann::ordered_json sliceFigures(const PlantedFailures& failures, std::uint64_t seed);

/// Seconds that grouping takes for so many failures, texts of the workload generator.
[[nodiscard]] nlohmann::ordered_json clusteringSpeed(std::size_t points, std::uint64_t seed);
/// Seconds and trustworthiness of the t-SNE map beside the principal plane, and of points that are placed on it
/// afterwards; texts of a labelled file, repeated words shuffled where it has too few.
[[nodiscard]] core::Result<nlohmann::ordered_json> mapFigures(
    const std::vector<std::string>& files, std::size_t points, std::size_t further, std::uint64_t seed);

} // namespace app::benches
