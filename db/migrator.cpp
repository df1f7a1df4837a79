#include "db/migrator.h"

#include "db/dialect.h"
#include "db/sql_failure.h"

#include <QDir>
#include <QFile>
#include <QResource>

#include <algorithm>

// The resource lives in a static library: without this call the linker drops it. Must be outside a namespace.
static void initMigrationResource()
{
    Q_INIT_RESOURCE(migrations);
}

namespace db {

namespace {

std::vector<std::string> statementsOf(const std::string& sql)
{
    static constexpr std::string_view kMark = "\n-- next\n";
    std::vector<std::string> statements;
    std::size_t from = 0;
    for (std::size_t at = sql.find(kMark); at != std::string::npos; at = sql.find(kMark, from)) {
        statements.push_back(sql.substr(from, at - from));
        from = at + kMark.size();
    }
    statements.push_back(sql.substr(from));
    return statements;
}

void createVersionTable(Connection& connection)
{
    for (const std::string& statement : dialect::adapted("CREATE TABLE IF NOT EXISTS schema_versions ("
                                                         "version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                                         "applied_at_us INTEGER NOT NULL)")) {
        connection.runOnce(statement);
    }
}

void apply(Connection& connection, const Migration& migration, core::TimePoint now)
{
    Transaction transaction(connection, Transaction::Kind::Write);
    createVersionTable(connection);
    for (const std::string& portable : statementsOf(migration.sql)) {
        for (const std::string& statement : dialect::adapted(portable)) {
            connection.runOnce(statement);
        }
    }
    connection.run("INSERT INTO schema_versions(version, name, applied_at_us) VALUES(?, ?, ?)",
        migration.version, migration.name, now);
    transaction.commit();
}

void backUp(Connection& connection, const std::filesystem::path& directory, int version, core::TimePoint now)
{
    std::error_code code;
    std::filesystem::create_directories(directory, code);
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, code);
    const std::string name = "before-upgrade-from-" + std::to_string(version) + "-"
        + std::to_string(core::toMicroseconds(now)) + ".db";
    // A copy that a kill cut short is never taken for a backup, and is no hindrance to the next.
    const std::filesystem::path unfinished = directory / "before-upgrade.part";
    std::filesystem::remove(unfinished, code);
    dialect::copyInto(connection, unfinished);
    std::filesystem::permissions(
        unfinished, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, code);
    std::filesystem::rename(unfinished, directory / name);
}

} // namespace

std::vector<Migration> embeddedMigrations()
{
    initMigrationResource();
    std::vector<Migration> migrations;
    const QDir directory(QStringLiteral(":/migrations"));
    for (const QString& name : directory.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            migrations.push_back({name.section(QLatin1Char('_'), 0, 0).toInt(), name.toStdString(),
                file.readAll().toStdString()});
        }
    }
    return migrations;
}

int schemaVersion(Connection& connection)
{
    Rows table = connection.query("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_versions'");
    if (!table.next() || table.integer(0) == 0) {
        return 0;
    }
    Rows version = connection.query("SELECT coalesce(max(version), 0) FROM schema_versions");
    return version.next() ? static_cast<int>(version.integer(0)) : 0;
}

void migrate(Connection& connection, std::span<const Migration> migrations,
    const std::filesystem::path& backupDirectory, core::TimePoint now)
{
    const int current = schemaVersion(connection);
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (current > newest) {
        throw SqlFailure({core::ErrorCode::NewerVersion,
            "'" + connection.file().string() + "' has schema version " + std::to_string(current)
                + ", this program knows up to " + std::to_string(newest)
                + ": it was written by a newer RouteNLP. Nothing was changed; use the newer program"});
    }
    if (current > 0 && current < newest) {
        backUp(connection, backupDirectory, current, now);
    }
    for (const Migration& migration : migrations) {
        if (migration.version > current) {
            apply(connection, migration, now);
        }
    }
}

} // namespace db
