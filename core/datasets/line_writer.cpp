#include "core/datasets/line_writer.h"

#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

namespace core::datasets {

struct LineWriter::Sink {
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    ~Sink()
    {
        if (file != nullptr) {
            gzclose_w(file);
        }
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        if (!isCommitted) {
            ::unlink(temporary.c_str());
        }
    }

    [[nodiscard]] Error failure(std::string_view action) const
    {
        return systemError(errno == 0 ? EIO : errno, action, temporary);
    }

    std::filesystem::path path;
    std::filesystem::path temporary;
    gzFile file = nullptr;
    int descriptor = -1; ///< a second handle on the same file, to flush it after zlib has closed its own
    bool isCommitted = false;
};

LineWriter::LineWriter(std::unique_ptr<Sink> sink)
    : m_sink(std::move(sink))
{
}

LineWriter::LineWriter(LineWriter&&) noexcept = default;
LineWriter& LineWriter::operator=(LineWriter&&) noexcept = default;
LineWriter::~LineWriter() = default;

Result<LineWriter> LineWriter::create(const std::filesystem::path& path)
{
    auto sink = std::make_unique<Sink>();
    sink->path = path;
    sink->temporary = path;
    sink->temporary += ".tmp" + std::to_string(::getpid());
    sink->descriptor = ::open(sink->temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (sink->descriptor < 0) {
        sink->isCommitted = true; // nothing was made, nothing is to be removed
        return fail(systemError(errno, "cannot create", sink->temporary));
    }
    const int duplicate = ::fcntl(sink->descriptor, F_DUPFD_CLOEXEC, 0);
    sink->file = duplicate < 0 ? nullptr : gzdopen(duplicate, path.extension() == ".gz" ? "wb6" : "wbT");
    if (sink->file == nullptr) {
        return fail(sink->failure("cannot write"));
    }
    return LineWriter(std::move(sink));
}

Result<void> LineWriter::write(std::string_view line)
{
    constexpr std::size_t kChunk = std::numeric_limits<int>::max();
    errno = 0;
    while (!line.empty()) {
        const auto chunk = static_cast<unsigned>(std::min(line.size(), kChunk));
        const int written = gzwrite(m_sink->file, line.data(), chunk);
        if (written <= 0) {
            return fail(m_sink->failure("cannot write"));
        }
        line.remove_prefix(static_cast<std::size_t>(written));
    }
    if (gzputc(m_sink->file, '\n') < 0) {
        return fail(m_sink->failure("cannot write"));
    }
    return {};
}

Result<void> LineWriter::commit()
{
    errno = 0;
    const int closed = gzclose_w(std::exchange(m_sink->file, nullptr));
    if (closed != Z_OK || ::fsync(m_sink->descriptor) != 0) {
        return fail(m_sink->failure("cannot finish"));
    }
    if (::rename(m_sink->temporary.c_str(), m_sink->path.c_str()) != 0) {
        return fail(systemError(errno, "cannot replace", m_sink->path));
    }
    m_sink->isCommitted = true;
    return {};
}

} // namespace core::datasets
