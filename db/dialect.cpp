#include "db/dialect.h"

#include "core/base/text.h"
#include "db/sql_failure.h"

#include <QSqlError>
#include <QUrl>

#include <sstream>
#include <unordered_map>

#include <sqlite3.h>

namespace db::dialect {

namespace {

/// Primary result codes of SQLite, the low byte of every extended code.
enum SqliteCode {
    kPerm = 3,
    kBusy = 5,
    kLocked = 6,
    kReadOnly = 8,
    kIoError = 10,
    kCorrupt = 11,
    kFull = 13,
    kCantOpen = 14,
    kConstraint = 19,
    kMismatch = 20,
    kNotADatabase = 26
};

core::ErrorCode codeFrom(int native)
{
    static const std::unordered_map<int, core::ErrorCode> codes{
        {kPerm, core::ErrorCode::PermissionDenied},
        {kBusy, core::ErrorCode::Locked},
        {kLocked, core::ErrorCode::Locked},
        {kReadOnly, core::ErrorCode::PermissionDenied},
        {kIoError, core::ErrorCode::Io},
        {kCorrupt, core::ErrorCode::Corrupt},
        {kFull, core::ErrorCode::DiskFull},
        {kCantOpen, core::ErrorCode::PermissionDenied},
        {kConstraint, core::ErrorCode::Conflict},
        {kMismatch, core::ErrorCode::InvalidArgument},
        {kNotADatabase, core::ErrorCode::Corrupt},
    };
    const auto found = codes.find(native & 0xff);
    return found == codes.end() ? core::ErrorCode::Internal : found->second;
}

std::string hintFor(core::ErrorCode code)
{
    switch (code) {
    case core::ErrorCode::DiskFull:
        return "; free some space, then go on";
    case core::ErrorCode::Corrupt:
        return "; run `routenlp doctor` on the workspace or restore a backup";
    case core::ErrorCode::PermissionDenied:
        return "; check the owner and the permissions of the workspace directory";
    default:
        return {};
    }
}

/// A shorter beginning stands for too many words to be looked up at once.
constexpr std::size_t kShortestPrefix = 3;

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::string_view trimmedEnd(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(" \t\r\n;");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

} // namespace

QString driverName()
{
    return QStringLiteral("QSQLITE");
}

QString databaseName(const std::filesystem::path& file, Access access)
{
    const QString path = QString::fromStdString(file.string());
    return access == Access::Immutable
        ? QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded) + QLatin1String("?immutable=1")
        : path;
}

QString connectOptions(Access access)
{
    switch (access) {
    case Access::ReadWrite:
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    case Access::ReadOnly:
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY");
    case Access::Immutable:
        return QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI");
    }
    return {};
}

void prepareProcess()
{
    // SQLite counts every allocation under one lock of the whole process; nobody reads the count.
    [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void configure(Connection& connection, Access access)
{
    if (access == Access::ReadWrite) {
        connection.runOnce("PRAGMA journal_mode=WAL");
        connection.runOnce("PRAGMA synchronous=NORMAL");
        // The writer checkpoints by itself, between transactions: no commit waits for it.
        connection.runOnce("PRAGMA wal_autocheckpoint=0");
        connection.runOnce("PRAGMA foreign_keys=ON");
        connection.runOnce("PRAGMA cache_size=-49152");
        connection.runOnce("PRAGMA temp_store=MEMORY");
    } else {
        connection.runOnce("PRAGMA query_only=ON");
        connection.runOnce("PRAGMA cache_size=-16384");
        connection.runOnce("PRAGMA temp_store=MEMORY");
    }
    connection.query("SELECT count(*) FROM sqlite_schema")
        .next(); // a file that is no database fails here, not later
}

core::Error errorFrom(const QSqlError& error, const std::filesystem::path& file)
{
    return errorFrom(error.nativeErrorCode().toInt(), error.databaseText().toStdString(), file);
}

core::Error errorFrom(int nativeCode, const std::string& text, const std::filesystem::path& file)
{
    const core::ErrorCode code = codeFrom(nativeCode);
    const std::string where = file.empty() ? "the database" : "'" + file.string() + "'";
    return core::Error{
        code, where + ": " + text + " (SQLite " + std::to_string(nativeCode) + ")" + hintFor(code)};
}

std::string_view beginRead()
{
    return "BEGIN";
}
std::string_view beginWrite()
{
    return "BEGIN IMMEDIATE";
}

std::vector<std::string> adapted(std::string_view statement)
{
    if (contains(statement, "-- text index")) {
        // Contentless: the texts are kept once, in their tables. No positions: words are found, not phrases.
        return {"CREATE VIRTUAL TABLE text_index USING fts5(words, content='', columnsize=0, detail=none, "
                "tokenize='unicode61 remove_diacritics 2')"};
    }
    std::string text(trimmedEnd(statement));
    if (contains(statement, "CREATE TABLE")) {
        text += contains(statement, "-- clustered") ? "\nSTRICT, WITHOUT ROWID" : "\nSTRICT";
    }
    if (contains(statement, "CREATE INDEX") && contains(statement, "ON queries(")) {
        // Every index of SQLite ends in the rowid, which `row` is: naming it would store it twice.
        if (const std::size_t at = text.find(", row)"); at != std::string::npos) {
            text.erase(at, std::string_view(", row").size());
        }
    }
    return text.empty() ? std::vector<std::string>() : std::vector{text};
}

void setDurableCommits(Connection& connection, bool isDurable)
{
    connection.runOnce(isDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

bool checkpoint(Connection& connection, bool truncate)
{
    Rows rows
        = connection.query(truncate ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(PASSIVE)");
    return rows.next() && rows.integer(0) == 0 && rows.integer(1) == rows.integer(2);
}

std::string_view addToTextIndex()
{
    return "INSERT INTO text_index(rowid, words) VALUES(?, ?)";
}

std::string_view removeFromTextIndex()
{
    return "INSERT INTO text_index(text_index, rowid, words) VALUES('delete', ?, ?)";
}

std::string_view textIndexMatch()
{
    return "text_index MATCH ?";
}

std::string textExpression(std::string_view words)
{
    std::string expression;
    std::istringstream parts{std::string(words)};
    for (std::string part; parts >> part;) {
        const std::vector<std::string> found = core::wordsOf(part);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const bool isPrefix
                = part.back() == '*' && i + 1 == found.size() && found[i].size() >= kShortestPrefix;
            expression += (expression.empty() ? "\"" : " AND \"") + found[i] + (isPrefix ? "\"*" : "\"");
        }
    }
    return expression;
}

bool mergeTextIndex(Connection& connection)
{
    const auto changes = [&connection] {
        Rows rows = connection.query("SELECT total_changes()");
        return rows.next() ? rows.integer(0) : 0;
    };
    const std::int64_t before = changes();
    connection.run("INSERT INTO text_index(text_index, rank) VALUES('merge', -2000)");
    return changes() - before < 2; // FTS5's own sign that there was nothing to merge
}

void clearTextIndex(Connection& connection)
{
    connection.run("INSERT INTO text_index(text_index) VALUES('delete-all')");
}

bool isTextIndexSound(Connection& connection)
{
    return guarded([&] {
        connection.run("INSERT INTO text_index(text_index) VALUES('integrity-check')");
    }).has_value();
}

std::vector<std::string> integrityProblems(Connection& connection)
{
    std::vector<std::string> problems;
    Rows integrity = connection.query("PRAGMA integrity_check(100)");
    while (integrity.next()) {
        if (const std::string line = integrity.text(0); line != "ok") {
            problems.push_back(line);
        }
    }
    Rows keys = connection.query("PRAGMA foreign_key_check");
    while (keys.next() && problems.size() < 100) {
        problems.push_back(
            "row " + keys.text(1) + " of " + keys.text(0) + " refers to a missing row of " + keys.text(2));
    }
    return problems;
}

void copyInto(Connection& connection, const std::filesystem::path& target)
{
    connection.run("VACUUM INTO ?", target.string());
}

std::vector<std::string> schemaOf(Connection& connection)
{
    std::vector<std::string> schema;
    Rows rows = connection.query(
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    while (rows.next()) {
        schema.push_back(rows.text(0));
    }
    return schema;
}

} // namespace db::dialect
