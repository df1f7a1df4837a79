#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>

namespace db {

/// The claim of one process on a workspace: an flock() on `workspace.lock`, which the kernel drops when the
/// process ends, however it ends. The file names the owner.
class WorkspaceLock {
public:
    /// Locked, with the owner's process id, when another process holds it.
    [[nodiscard]] static core::Result<std::unique_ptr<WorkspaceLock>> acquire(
        const std::filesystem::path& file);
    ~WorkspaceLock();
    WorkspaceLock(const WorkspaceLock&) = delete;
    WorkspaceLock& operator=(const WorkspaceLock&) = delete;

private:
    explicit WorkspaceLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
};

} // namespace db
