#include "db/workspace.h"

#include "core/base/atomic_file.h"
#include "db/database_writer.h"
#include "db/migrator.h"
#include "db/privacy.h"
#include "db/reader_pool.h"
#include "db/sql_failure.h"
#include "db/workspace_lock.h"

#include <cerrno>
#include <random>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace db {

namespace {

namespace fs = std::filesystem;

core::Result<void> makePrivateDirectory(const fs::path& directory)
{
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
        return core::fail(core::systemError(errno, "cannot create", directory));
    }
    if (::chmod(directory.c_str(), 0700) != 0) {
        return core::fail(core::systemError(errno, "cannot make private", directory));
    }
    return {};
}

/// SQLite gives -wal and -shm the mode of the database file.
core::Result<void> makePrivateFile(const fs::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return core::fail(core::systemError(errno, "cannot open", file));
    }
    const int failed = ::fchmod(descriptor, 0600);
    ::close(descriptor);
    return failed == 0 ? core::Result<void>()
                       : core::fail(core::systemError(errno, "cannot make private", file));
}

std::string randomKey()
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::random_device device;
    std::string key;
    for (int i = 0; i < 64; ++i) {
        key += kDigits[device() & 15U];
    }
    return key;
}

/// Looks without touching: a database from a newer program must stay as it is.
void refuseNewerVersion(const fs::path& file)
{
    std::error_code code;
    if (!fs::exists(file, code) || fs::file_size(file, code) == 0) {
        return;
    }
    Connection reader(file, Access::ReadOnly);
    const std::vector<Migration> known = embeddedMigrations();
    const int version = schemaVersion(reader);
    if (version > known.back().version) {
        throw SqlFailure({core::ErrorCode::NewerVersion,
            "'" + file.string() + "' has schema version " + std::to_string(version)
                + "; this program knows up to " + std::to_string(known.back().version)
                + ". It was written by a newer RouteNLP and is left untouched; open it with that program"});
    }
}

} // namespace

Workspace::Workspace(fs::path path)
    : m_path(std::move(path))
{
}

Workspace::~Workspace() = default;

core::Result<std::unique_ptr<Workspace>> Workspace::openOwner(
    const fs::path& path, const WorkspaceOptions& options)
{
    std::unique_ptr<Workspace> workspace(new Workspace(fs::absolute(path)));
    if (auto opened = workspace->openAsOwner(options); !opened) {
        return core::fail(opened.error());
    }
    return workspace;
}

core::Result<std::unique_ptr<Workspace>> Workspace::openReadOnly(const fs::path& path)
{
    std::unique_ptr<Workspace> workspace(new Workspace(fs::absolute(path)));
    if (auto opened = workspace->openForReading(); !opened) {
        return core::fail(opened.error());
    }
    return workspace;
}

core::Result<void> Workspace::openAsOwner(const WorkspaceOptions& options)
{
    if (auto created = createDirectories(options.createIfMissing); !created) {
        return created;
    }
    auto lock = WorkspaceLock::acquire(m_path / "workspace.lock");
    if (!lock) {
        return core::fail(lock.error());
    }
    m_lock = std::move(*lock);
    if (auto prepared = guarded([&] { prepareDatabase(options); }); !prepared) {
        return prepared;
    }
    auto writer = DatabaseWriter::open(databaseFile(), journalDirectory(), options.writer, m_clock);
    if (!writer) {
        return core::fail(writer.error());
    }
    m_writer = std::move(*writer);
    m_readers = std::make_unique<ReaderPool>(databaseFile(), Access::ReadOnly);
    return guarded([this] { loadPrivacy(); });
}

core::Result<void> Workspace::createDirectories(bool createIfMissing)
{
    std::error_code code;
    if (!createIfMissing && !fs::exists(databaseFile(), code)) {
        return core::fail(core::ErrorCode::NotFound,
            "there is no workspace in '" + m_path.string()
                + "'; create one with `routenlp init --workspace DIR`");
    }
    fs::create_directories(m_path.parent_path(), code);
    for (const fs::path& directory :
        {m_path, journalDirectory(), modelsDirectory(), logsDirectory(), backupsDirectory()}) {
        if (auto made = makePrivateDirectory(directory); !made) {
            return made;
        }
    }
    return {};
}

void Workspace::prepareDatabase(const WorkspaceOptions& options)
{
    refuseNewerVersion(databaseFile());
    valueOrThrow(makePrivateFile(databaseFile()));
    Connection connection(databaseFile(), Access::ReadWrite);
    migrate(connection, embeddedMigrations(), backupsDirectory(), m_clock.now());
    const std::string key = options.splitKey ? *options.splitKey : randomKey();
    connection.run(
        "INSERT INTO settings(key, value) VALUES('split_key', ?) ON CONFLICT(key) DO NOTHING", key);
}

void Workspace::loadPrivacy()
{
    Connection& reader = m_readers->connection();
    Rows key = reader.query("SELECT value FROM settings WHERE key = 'split_key'");
    m_privacy = std::make_unique<PrivacyRules>(key.next() ? key.text(0) : std::string());
    m_privacy->set(readPrivacy(reader));
    valueOrThrow(m_privacy->setPatterns(readRedactionPatterns(reader)));
}

core::Result<void> Workspace::openForReading()
{
    std::error_code code;
    if (!fs::exists(databaseFile(), code)) {
        return core::fail(core::ErrorCode::NotFound, "there is no workspace in '" + m_path.string() + "'");
    }
    return guarded([this] {
        refuseNewerVersion(databaseFile());
        const bool canShare = ::access(m_path.c_str(), W_OK) == 0 || fs::exists(m_path / "workspace.db-shm");
        m_readers
            = std::make_unique<ReaderPool>(databaseFile(), canShare ? Access::ReadOnly : Access::Immutable);
        Connection& reader = m_readers->connection();
        if (schemaVersion(reader) < embeddedMigrations().back().version) {
            throw SqlFailure({core::ErrorCode::Unsupported,
                "'" + m_path.string()
                    + "' was written by an older version; open it once as its owner to upgrade it"});
        }
        loadPrivacy();
    });
}

} // namespace db
