#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::datasets {

/// Streams the lines of a plain or gzip-compressed UTF-8 text file; which of the two is read from its bytes.
/// Lines end with LF or CRLF; blank lines and a byte order mark are skipped. Every error names file and line.
class GzipLineReader {
public:
    static constexpr std::size_t kLineLimit = 8U << 20;

    struct Line {
        std::size_t number = 0; ///< from 1, blank lines counted
        std::string_view text; ///< valid until the next call
    };

    [[nodiscard]] static Result<GzipLineReader> open(
        const std::filesystem::path& path, std::size_t lineLimit = kLineLimit);

    GzipLineReader(GzipLineReader&&) noexcept;
    GzipLineReader& operator=(GzipLineReader&&) noexcept;
    ~GzipLineReader();

    /// The next line that is not blank, or nothing at the end of the file. Refuses lines above the limit, NUL
    /// bytes, invalid UTF-8 and compressed data that is cut off or damaged.
    [[nodiscard]] Result<std::optional<Line>> next();

    /// "file.jsonl.gz line 17", for errors about what a line says.
    [[nodiscard]] std::string where() const;

private:
    struct Source;

    GzipLineReader(std::unique_ptr<Source> source, std::string name, std::size_t lineLimit);
    Result<bool> fill();
    Result<bool> readLine();
    Result<void> checkLine() const;

    std::unique_ptr<Source> m_source;
    std::string m_name;
    std::size_t m_lineLimit;
    std::size_t m_number = 0;
    std::string m_line;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0; ///< unread part of the buffer
    std::size_t m_end = 0;
};

} // namespace core::datasets
