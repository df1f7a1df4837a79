#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "db/writer_options.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace db {

class DatabaseWriter;
class PrivacyRules;
class ReaderPool;
class WorkspaceLock;

struct WorkspaceOptions {
    bool createIfMissing = true;
    /// Key of domain::identityOf for a workspace that is created; drawn at random (256 bits) when absent.
    /// Fixed in tests and simulations that must give the same splits every time.
    std::optional<std::string> splitKey;
    WriterOptions writer;
};

/// A directory with everything one console works on: workspace.db, journal/, models/, logs/, backups/.
/// Directories are 0700 and files 0600. Opened either by its one owner, who writes, or read-only beside an
/// owner.
class Workspace {
public:
    /// Creates, upgrades (after a backup) and recovers as needed. Errors: Locked (names the process),
    /// NewerVersion, PermissionDenied, Corrupt, DiskFull, NotFound.
    [[nodiscard]] static core::Result<std::unique_ptr<Workspace>> openOwner(
        const std::filesystem::path& path, const WorkspaceOptions& options = {});
    /// Sees what the owner has folded so far; works without an owner too, and on read-only media.
    [[nodiscard]] static core::Result<std::unique_ptr<Workspace>> openReadOnly(
        const std::filesystem::path& path);
    ~Workspace();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path databaseFile() const { return m_path / "workspace.db"; }
    [[nodiscard]] std::filesystem::path journalDirectory() const { return m_path / "journal"; }
    [[nodiscard]] std::filesystem::path modelsDirectory() const { return m_path / "models"; }
    [[nodiscard]] std::filesystem::path logsDirectory() const { return m_path / "logs"; }
    [[nodiscard]] std::filesystem::path backupsDirectory() const { return m_path / "backups"; }
    [[nodiscard]] bool isReadOnly() const { return m_writer == nullptr; }

    [[nodiscard]] const ReaderPool& readers() const { return *m_readers; }
    /// How texts are stored, by task; see savePrivacy().
    [[nodiscard]] PrivacyRules& privacy() const { return *m_privacy; }
    [[nodiscard]] const core::Clock& clock() const { return m_clock; }
    /// Null when read-only.
    [[nodiscard]] DatabaseWriter* writer() const { return m_writer.get(); }

private:
    explicit Workspace(std::filesystem::path path);
    core::Result<void> openAsOwner(const WorkspaceOptions& options);
    core::Result<void> createDirectories(bool createIfMissing);
    void prepareDatabase(const WorkspaceOptions& options);
    core::Result<void> openForReading();
    void loadPrivacy();

    const std::filesystem::path m_path;
    core::SystemClock m_clock;
    // Destroyed in reverse: readers, then the writer (which folds what is left), then the lock.
    std::unique_ptr<WorkspaceLock> m_lock;
    std::unique_ptr<DatabaseWriter> m_writer;
    std::unique_ptr<ReaderPool> m_readers;
    std::unique_ptr<PrivacyRules> m_privacy;
};

} // namespace db
