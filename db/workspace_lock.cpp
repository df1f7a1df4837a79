#include "db/workspace_lock.h"

#include "core/base/atomic_file.h"

#include <array>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace db {

namespace {

std::string ownerOf(int descriptor)
{
    std::array<char, 32> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size() - 1, 0);
    std::string owner(text.data(), static_cast<std::size_t>(length > 0 ? length : 0));
    while (!owner.empty() && owner.back() == '\n') {
        owner.pop_back();
    }
    return owner.empty() ? "another process" : "process " + owner;
}

} // namespace

core::Result<std::unique_ptr<WorkspaceLock>> WorkspaceLock::acquire(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return core::fail(core::systemError(errno, "cannot open the lock", file));
    }
    std::unique_ptr<WorkspaceLock> lock(new WorkspaceLock(descriptor));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return core::fail(core::systemError(errno, "cannot lock", file));
        }
        return core::fail(core::ErrorCode::Locked,
            "the workspace '" + file.parent_path().string() + "' is owned by " + ownerOf(descriptor)
                + "; open it read-only, send the command through its owner, or stop that process");
    }
    const std::string owner = std::to_string(::getpid()) + "\n";
    const bool isNamed = ::ftruncate(descriptor, 0) == 0
        && ::pwrite(descriptor, owner.data(), owner.size(), 0) == static_cast<ssize_t>(owner.size());
    if (!isNamed) {
        return core::fail(core::systemError(errno, "cannot write the lock", file));
    }
    return lock;
}

WorkspaceLock::~WorkspaceLock()
{
    ::close(m_descriptor);
}

} // namespace db
