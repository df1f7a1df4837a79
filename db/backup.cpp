#include "db/backup.h"

#include "core/base/atomic_file.h"
#include "core/journal/journal_segment.h"
#include "db/connection.h"
#include "db/dialect.h"
#include "db/sql_failure.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace {

namespace fs = std::filesystem;

void makeDirectory(const fs::path& directory)
{
    if (::mkdir(directory.c_str(), 0700) != 0) {
        throw SqlFailure(core::systemError(errno, "cannot create", directory));
    }
}

void throwOn(const std::error_code& code, const char* action, const fs::path& path)
{
    if (code) {
        throw SqlFailure(core::systemError(code.value(), action, path));
    }
}

/// A segment that is gone meanwhile was folded: the database, which is copied later, has it.
void copyJournal(const fs::path& from, const fs::path& to)
{
    makeDirectory(to);
    for (const auto& segment : valueOrThrow(core::journal::listSegments(from))) {
        std::error_code code;
        fs::copy_file(segment.path, to / segment.path.filename(), code);
        if (code != std::errc::no_such_file_or_directory) {
            throwOn(code, "cannot copy", segment.path);
        }
    }
}

void copyDatabase(const fs::path& from, const fs::path& to)
{
    Connection source(from, Access::ReadOnly);
    source.runOnce("PRAGMA query_only=OFF"); // which also refuses to write the copy
    dialect::copyInto(source, to);
}

/// Without models/staging, which belongs to runs that are not finished.
void copyModels(const fs::path& from, const fs::path& to)
{
    makeDirectory(to);
    std::error_code code;
    if (!fs::exists(from, code)) {
        return;
    }
    fs::recursive_directory_iterator it(from, code);
    throwOn(code, "cannot read", from);
    for (const fs::recursive_directory_iterator end; it != end; it.increment(code), throwOn(code, "cannot read", from)) {
        const fs::path target = to / fs::relative(it->path(), from);
        if (it->is_directory() && it->path().filename() == "staging") {
            it.disable_recursion_pending();
        } else if (it->is_directory()) {
            makeDirectory(target);
        } else if (it->is_regular_file()) {
            std::error_code copied;
            fs::copy_file(it->path(), target, copied);
            throwOn(copied, "cannot copy", it->path());
        }
    }
}

/// What the operator wrote beside the database: the gateway's configuration.
void copyConfiguration(const fs::path& from, const fs::path& to)
{
    std::error_code code;
    fs::directory_iterator it(from, code);
    throwOn(code, "cannot read", from);
    for (const fs::directory_iterator end; it != end; it.increment(code), throwOn(code, "cannot read", from)) {
        if (it->is_regular_file() && it->path().extension() == ".json") {
            std::error_code copied;
            fs::copy_file(it->path(), to / it->path().filename(), copied);
            throwOn(copied, "cannot copy", it->path());
        }
    }
}

/// A copy that is lost with the power is none.
void syncFiles(const fs::path& directory)
{
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!isSynced) {
        throw SqlFailure(core::systemError(reason, "cannot sync", directory));
    }
}

BackupReport finish(const fs::path& partial, const fs::path& target)
{
    BackupReport report{target, 0, 0};
    for (const auto& entry : fs::recursive_directory_iterator(partial)) {
        const bool isFile = entry.is_regular_file();
        fs::permissions(
            entry.path(), isFile ? fs::perms::owner_read | fs::perms::owner_write : fs::perms::owner_all);
        report.bytes += isFile ? static_cast<std::int64_t>(entry.file_size()) : 0;
    }
    {
        Connection copy(partial / "workspace.db", Access::Immutable);
        Rows rows = copy.query("SELECT count(*) FROM queries");
        report.queries = rows.next() ? rows.integer(0) : 0;
    }
    syncFiles(partial);
    std::error_code code;
    fs::rename(partial, target, code);
    throwOn(code, "cannot complete", target);
    valueOrThrow(core::journal::syncDirectory(fs::absolute(target).parent_path()));
    return report;
}

} // namespace

core::Result<BackupReport> backUpWorkspace(const fs::path& workspace, const fs::path& target)
{
    const fs::path partial = fs::absolute(target).string() + ".partial";
    std::error_code code;
    if (fs::exists(target, code)) {
        return core::fail(
            core::ErrorCode::AlreadyExists, "'" + target.string() + "' exists; name a new directory");
    }
    if (!fs::exists(workspace / "workspace.db", code)) {
        return core::fail(core::ErrorCode::NotFound, "there is no workspace in '" + workspace.string() + "'");
    }
    fs::remove_all(partial, code); // of a backup that was cut short
    auto report = guarded([&] {
        makeDirectory(partial);
        copyJournal(workspace / "journal", partial / "journal");
        copyDatabase(workspace / "workspace.db", partial / "workspace.db");
        copyModels(workspace / "models", partial / "models");
        copyConfiguration(workspace, partial);
        return finish(partial, target);
    });
    if (!report) {
        fs::remove_all(partial, code);
    }
    return report;
}

} // namespace db
