#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/domain/task.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace app::benches {

/// A labelled file of a preset task, as the benches read it. Test lines whose normalised text also occurs among the
/// training lines are dropped.
struct LabelledData {
    std::string name; ///< of the file, without its endings
    core::domain::Task task;
    std::vector<core::domain::Example> training;
    std::vector<core::domain::Example> test;
    std::size_t droppedTest = 0;
};

/// InvalidArgument when the file lacks one of the splits or is of no preset task.
[[nodiscard]] core::Result<LabelledData> readLabelledData(const std::string& file);

/// The known real data sets in `folder` (a file of each task, two of customer-service intent), by path.
[[nodiscard]] std::vector<std::string> labelledFiles(const std::string& folder);

/// Replaces training and test by one fold of a cross-validation over the training lines; equal texts stay together.
[[nodiscard]] LabelledData foldOf(const LabelledData& data, std::size_t fold, std::size_t folds);

/// The training lines by the hash that a workspace would use: 60 / 10 / 20 / 10.
struct DataParts {
    std::vector<core::domain::Example> training;
    std::vector<core::domain::Example> tuning;
    std::vector<core::domain::Example> calibration;
    std::vector<core::domain::Example> gate;
};
[[nodiscard]] DataParts partsOf(std::span<const core::domain::Example> lines, std::uint64_t seed);

} // namespace app::benches
