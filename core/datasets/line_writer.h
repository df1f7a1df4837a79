#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace core::datasets {

/// Writes a text file line by line, gzip-compressed when the name ends in ".gz". The lines go to a temporary
/// sibling that replaces `path` on commit(); without commit the old file stays as it was.
class LineWriter {
public:
    [[nodiscard]] static Result<LineWriter> create(const std::filesystem::path& path);

    LineWriter(LineWriter&&) noexcept;
    LineWriter& operator=(LineWriter&&) noexcept;
    ~LineWriter();

    /// `line` without a line end.
    [[nodiscard]] Result<void> write(std::string_view line);
    /// Flushes to disk and renames. Nothing may be written afterwards.
    [[nodiscard]] Result<void> commit();

private:
    struct Sink;

    explicit LineWriter(std::unique_ptr<Sink> sink);

    std::unique_ptr<Sink> m_sink;
};

} // namespace core::datasets
