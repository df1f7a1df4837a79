#include "core/datasets/gzip_line_reader.h"

#include "core/base/atomic_file.h"
#include "core/base/text.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace core::datasets {

namespace {

constexpr std::size_t kBufferBytes = 256U << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct CloseGzip {
    void operator()(gzFile file) const { gzclose_r(file); }
};

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\v\f") == std::string_view::npos;
}

} // namespace

struct GzipLineReader::Source {
    std::unique_ptr<gzFile_s, CloseGzip> file;
};

GzipLineReader::GzipLineReader(std::unique_ptr<Source> source, std::string name, std::size_t lineLimit)
    : m_source(std::move(source))
    , m_name(std::move(name))
    , m_lineLimit(lineLimit)
    , m_buffer(kBufferBytes)
{
}

GzipLineReader::GzipLineReader(GzipLineReader&&) noexcept = default;
GzipLineReader& GzipLineReader::operator=(GzipLineReader&&) noexcept = default;
GzipLineReader::~GzipLineReader() = default;

Result<GzipLineReader> GzipLineReader::open(const std::filesystem::path& path, std::size_t lineLimit)
{
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) {
        return fail(ErrorCode::InvalidArgument, "'" + path.string() + "' is a directory; give a file");
    }
    errno = 0;
    auto source = std::make_unique<Source>();
    source->file.reset(gzopen(path.c_str(), "rbe"));
    if (!source->file) {
        return fail(systemError(errno == 0 ? ENOMEM : errno, "cannot open", path));
    }
    gzbuffer(source->file.get(), kBufferBytes);
    return GzipLineReader(std::move(source), path.filename().string(), lineLimit);
}

std::string GzipLineReader::where() const
{
    return m_name + " line " + std::to_string(m_number);
}

Result<bool> GzipLineReader::fill()
{
    gzFile file = m_source->file.get();
    const int count = gzread(file, m_buffer.data(), static_cast<unsigned>(m_buffer.size()));
    int status = Z_OK;
    const char* message = gzerror(file, &status);
    if (count > 0) {
        m_begin = 0;
        m_end = static_cast<std::size_t>(count);
        return true;
    }
    if (status == Z_BUF_ERROR) {
        return fail(ErrorCode::Corrupt,
            where() + ": the compressed data ends too early; the file is cut off, fetch it again");
    }
    if (status == Z_ERRNO) {
        return fail(ErrorCode::Io, where() + ": cannot read on: " + std::strerror(errno));
    }
    if (status != Z_OK && status != Z_STREAM_END) {
        return fail(ErrorCode::Corrupt, where() + ": the compressed data is damaged (" + message + ")");
    }
    return false;
}

/// Appends to m_line up to the next line feed; false at the end of the file with nothing read.
Result<bool> GzipLineReader::readLine()
{
    m_line.clear();
    ++m_number;
    for (bool isAnyRead = false;; isAnyRead = true) {
        if (m_begin == m_end) {
            const Result<bool> filled = fill();
            if (!filled) {
                return filled;
            }
            if (!*filled) {
                return isAnyRead && !m_line.empty();
            }
        }
        const std::string_view unread(m_buffer.data() + m_begin, m_end - m_begin);
        const std::size_t lineFeed = unread.find('\n');
        const bool isWhole = lineFeed != std::string_view::npos;
        m_line += unread.substr(0, lineFeed);
        m_begin += isWhole ? lineFeed + 1 : unread.size();
        if (m_line.size() > m_lineLimit) {
            return fail(ErrorCode::InvalidArgument,
                where() + ": longer than " + std::to_string(m_lineLimit)
                    + " bytes; one JSON object a line is expected");
        }
        if (isWhole) {
            return true;
        }
    }
}

Result<void> GzipLineReader::checkLine() const
{
    const std::size_t at = findInvalidText(m_line);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string what = m_line[at] == '\0' ? "a NUL byte" : "invalid UTF-8";
    return fail(ErrorCode::InvalidArgument,
        where() + ": " + what + " at byte " + std::to_string(at + 1) + "; the file must be UTF-8 text");
}

Result<std::optional<GzipLineReader::Line>> GzipLineReader::next()
{
    for (;;) {
        const Result<bool> read = readLine();
        if (!read) {
            return fail(read.error());
        }
        if (!*read) {
            return std::nullopt;
        }
        if (!m_line.empty() && m_line.back() == '\r') {
            m_line.pop_back();
        }
        if (m_number == 1 && m_line.starts_with(kByteOrderMark)) {
            m_line.erase(0, kByteOrderMark.size());
        }
        if (isBlank(m_line)) {
            continue;
        }
        if (const Result<void> checked = checkLine(); !checked) {
            return fail(checked.error());
        }
        return Line{m_number, m_line};
    }
}

} // namespace core::datasets
