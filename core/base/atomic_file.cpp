#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace core {

namespace {

Result<void> writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return fail(systemError(errno, "cannot write", path));
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor) != 0) {
        return fail(systemError(errno, "cannot flush", path));
    }
    return {};
}

} // namespace

Error systemError(int errnoValue, std::string_view action, const std::filesystem::path& path)
{
    ErrorCode code = ErrorCode::Io;
    if (errnoValue == ENOSPC || errnoValue == EDQUOT) {
        code = ErrorCode::DiskFull;
    } else if (errnoValue == EACCES || errnoValue == EPERM || errnoValue == EROFS) {
        code = ErrorCode::PermissionDenied;
    } else if (errnoValue == ENOENT) {
        code = ErrorCode::NotFound;
    } else if (errnoValue == EEXIST) {
        code = ErrorCode::AlreadyExists;
    }
    return Error{code, std::string(action) + " '" + path.string() + "': " + std::strerror(errnoValue)};
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes)
{
    std::filesystem::path temporary = path;
    temporary += ".tmp" + std::to_string(::getpid());
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(systemError(errno, "cannot create", temporary));
    }
    Result<void> written = writeAll(descriptor, bytes, temporary);
    ::close(descriptor);
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
        written = fail(systemError(errno, "cannot replace", path));
    }
    if (!written) {
        ::unlink(temporary.c_str());
    }
    return written;
}

Result<std::string> readWholeFile(const std::filesystem::path& path, std::size_t limitBytes)
{
    std::error_code code;
    const auto size = std::filesystem::file_size(path, code);
    if (code) {
        return fail(systemError(code.value(), "cannot read", path));
    }
    if (size > limitBytes) {
        return fail(ErrorCode::InvalidArgument,
            "'" + path.string() + "' has " + std::to_string(size) + " bytes; at most " + std::to_string(limitBytes)
                + " are read");
    }
    std::ifstream stream(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) {
        return fail(ErrorCode::Io, "cannot read '" + path.string() + "'");
    }
    return bytes;
}

} // namespace core
