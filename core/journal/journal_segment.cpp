#include "core/journal/journal_segment.h"

#include "core/base/atomic_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace core::journal {

namespace {

std::optional<std::int64_t> segmentNumber(const std::filesystem::path& path)
{
    if (path.extension() != ".log") {
        return std::nullopt;
    }
    const std::string stem = path.stem().string();
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    const bool isNumber = code == std::errc{} && end == stem.data() + stem.size() && number > 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

Result<std::vector<SegmentFile>> listSegments(const std::filesystem::path& directory)
{
    std::error_code code;
    std::vector<SegmentFile> segments;
    for (std::filesystem::directory_iterator it(directory, code), end; !code && it != end;
         it.increment(code)) {
        if (const auto number = segmentNumber(it->path())) {
            segments.push_back({*number, it->path()});
        }
    }
    if (code) {
        return fail(systemError(code.value(), "cannot list the journal", directory));
    }
    std::sort(segments.begin(), segments.end(),
        [](const SegmentFile& a, const SegmentFile& b) { return a.number < b.number; });
    return segments;
}

std::filesystem::path segmentPath(const std::filesystem::path& directory, std::int64_t number)
{
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "%04lld.log", static_cast<long long>(number));
    return directory / name.data();
}

Result<void> syncDirectory(const std::filesystem::path& directory)
{
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail(systemError(errno, "cannot open", directory));
    }
    const int failed = ::fsync(descriptor);
    const int code = errno;
    ::close(descriptor);
    if (failed != 0) {
        return fail(systemError(code, "cannot sync", directory));
    }
    return {};
}

} // namespace core::journal
