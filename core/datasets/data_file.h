#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace core::datasets {

enum class DataFileKind {
    Labelled, ///< texts with their right answers
    Recording, ///< texts with models' answers
    Preferences, ///< which of two tiers answered a text better; preference_file.h reads it
};

struct ReadOptions {
    std::string taskId; ///< not empty: every line belongs to this task, whatever it says
};

/// Takes one example; false stops the reading.
using ExampleVisitor = std::function<bool(domain::Example)>;

/// By the first line that is not blank: a recording has "responses", a file of preferences "winner".
[[nodiscard]] Result<DataFileKind> detectDataFile(const std::filesystem::path& path);

/// Streams a labelled file or a recording; returns the number of examples visited. The first wrong line ends it with
/// an error that names file and line: the caller keeps nothing of a file that is wrong anywhere.
[[nodiscard]] Result<std::size_t> readDataFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit);

} // namespace core::datasets
