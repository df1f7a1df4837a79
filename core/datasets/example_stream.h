#pragma once

#include "core/datasets/data_file.h"

namespace core::datasets {

/// In what the two file types differ.
struct StreamRules {
    bool needsReference = false; ///< every line carries its right answer
    bool makesIds = false; ///< a line without an id gets one instead of an error
};

/// Reads line by line, refuses ids that occur twice, and puts file and line before every error.
[[nodiscard]] Result<std::size_t> streamExamples(const std::filesystem::path& path,
    const ReadOptions& options, const StreamRules& rules, const ExampleVisitor& visit);

} // namespace core::datasets
