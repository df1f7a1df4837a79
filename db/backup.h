#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace db {

struct BackupReport {
    std::filesystem::path path;
    std::int64_t bytes = 0;
    std::int64_t queries = 0;
};

/// Copies a workspace into the new directory `target` while its owner goes on recording, whichever process
/// that is: the journal first, then the database as of one moment, then the models. Opening the copy folds
/// what of the journal the database did not have yet, so it holds every query that was acknowledged before
/// the call. The copy is private (0700/0600) and has no owner. AlreadyExists when `target` does.
[[nodiscard]] core::Result<BackupReport> backUpWorkspace(
    const std::filesystem::path& workspace, const std::filesystem::path& target);

} // namespace db
