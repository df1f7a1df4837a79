#pragma once

#include "core/base/error.h"
#include "db/connection.h"

#include <QString>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

class QSqlError;

/// All that is SQLite's own: pragmas, table options, full-text search, error numbers. A PostgreSQL store
/// replaces this one file.
namespace db::dialect {

[[nodiscard]] QString driverName();
[[nodiscard]] QString databaseName(const std::filesystem::path& file, Access access);
[[nodiscard]] QString connectOptions(Access access);
/// Once a process, before its first connection is opened; later calls do nothing.
void prepareProcess();

void configure(Connection& connection, Access access);

[[nodiscard]] core::Error errorFrom(const QSqlError& error, const std::filesystem::path& file);
[[nodiscard]] core::Error errorFrom(
    int nativeCode, const std::string& text, const std::filesystem::path& file);

[[nodiscard]] std::string_view beginRead();
[[nodiscard]] std::string_view beginWrite();

/// What a portable statement of a migration becomes here: CREATE TABLE is made STRICT, and WITHOUT ROWID
/// where a line `-- clustered` asks for it; `-- text index` becomes the statements that make the full-text
/// index.
[[nodiscard]] std::vector<std::string> adapted(std::string_view statement);

/// Commits reach the disk before they return (true) or at the next checkpoint (false). Outside a transaction.
void setDurableCommits(Connection& connection, bool isDurable);

/// Moves the write-ahead log into the database; true when all of it was moved.
bool checkpoint(Connection& connection, bool truncate);

// Full-text index over the words of query and answer, keyed by the query's row.
[[nodiscard]] std::string_view addToTextIndex(); ///< binds row, words
[[nodiscard]] std::string_view removeFromTextIndex(); ///< binds row, the words as they were added
[[nodiscard]] std::string_view
textIndexMatch(); ///< condition on column `rowid` of text_index; binds the expression
/// Every word of `words`, all required; `canc*` stands for every word that begins so. Empty when there is
/// none.
[[nodiscard]] std::string textExpression(std::string_view words);

/// Does a part of merging the text index into one piece, without the words that were removed; true when
/// nothing is left.
bool mergeTextIndex(Connection& connection);
/// Empties the text index.
void clearTextIndex(Connection& connection);
/// False when the index is inconsistent in itself.
bool isTextIndexSound(Connection& connection);

/// "ok", or what PRAGMA integrity_check and foreign_key_check found, a line each.
[[nodiscard]] std::vector<std::string> integrityProblems(Connection& connection);

/// A consistent copy of the open database in a new file, while others write.
void copyInto(Connection& connection, const std::filesystem::path& target);

/// Normalised definition of every table, index and view, by name: equal schemas give equal lists.
[[nodiscard]] std::vector<std::string> schemaOf(Connection& connection);

} // namespace db::dialect
