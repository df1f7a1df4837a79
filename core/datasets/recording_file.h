#pragma once

#include "core/datasets/data_file.h"
#include "core/datasets/line_writer.h"

#include <cstddef>

namespace core::datasets {

/// Streams a recording (JSON Lines, gzip or not): one query with the answers of several models a line.
/// Keys: id, task, text; responses.<model>.{text, quality, prompt_tokens, completion_tokens, latency_ms,
/// logprobs, top_logprobs}; and the reference in the keys of a labelled file, where known.
[[nodiscard]] Result<std::size_t> readRecordingFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit);

/// Writes a recording that reads back equal; gzip when the name ends in ".gz". Nothing is at `path` before
/// commit().
class RecordingWriter {
public:
    [[nodiscard]] static Result<RecordingWriter> create(const std::filesystem::path& path);

    [[nodiscard]] Result<void> write(const domain::Example& example);
    [[nodiscard]] Result<void> commit() { return m_lines.commit(); }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    explicit RecordingWriter(LineWriter lines)
        : m_lines(std::move(lines))
    {
    }

    LineWriter m_lines;
    std::size_t m_count = 0;
};

} // namespace core::datasets
