#pragma once

#include "core/base/clock.h"
#include "db/connection.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace db {

struct Migration {
    int version = 0; ///< 1, 2, ...
    std::string name;
    std::string sql; ///< statements separated by a line `-- next`
};

/// The migrations that are part of the program, ascending.
[[nodiscard]] std::vector<Migration> embeddedMigrations();

/// 0 for an empty database.
[[nodiscard]] int schemaVersion(Connection& connection);

/// Applies what is missing, each migration in one transaction that also records its version. A database that
/// has content is first copied into `backupDirectory`. Throws SqlFailure: NewerVersion for a database from a
/// newer program, which is left untouched.
void migrate(Connection& connection, std::span<const Migration> migrations,
    const std::filesystem::path& backupDirectory, core::TimePoint now);

} // namespace db
