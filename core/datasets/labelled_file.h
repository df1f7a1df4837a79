#pragma once

#include "core/datasets/data_file.h"

namespace core::datasets {

/// Streams a labelled file (JSON Lines, gzip or not): one text with its right answer a line.
/// Keys: text; label | labels | tokens + label | reference; task, id, split ("train" or "test") where given.
/// A line without an id is called after its file and line number.
[[nodiscard]] Result<std::size_t> readLabelledFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit);

} // namespace core::datasets
