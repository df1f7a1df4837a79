#include "db/bulk_statement.h"

#include "db/dialect.h"
#include "db/sql_failure.h"

#include <utility>

#include <sqlite3.h>

namespace db {

namespace {

sqlite3_stmt* statementOf(void* native)
{
    return static_cast<sqlite3_stmt*>(native);
}

sqlite3* databaseOf(void* native)
{
    return sqlite3_db_handle(statementOf(native));
}

/// A Qt that brings its own copy of SQLite must not have its connection touched by ours.
bool isSameLibrary(Connection& connection)
{
    Rows rows = connection.query("SELECT sqlite_source_id()");
    return rows.next() && rows.text(0) == sqlite3_sourceid();
}

} // namespace

BulkStatement::BulkStatement(Connection& connection, std::string sql)
    : m_connection(connection)
    , m_sql(std::move(sql))
{
    auto* database = static_cast<sqlite3*>(connection.nativeHandle());
    if (database == nullptr || !isSameLibrary(connection)) {
        m_fallback = &connection.prepared(m_sql);
        return;
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database, m_sql.data(), static_cast<int>(m_sql.size()),
        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        throw SqlFailure(dialect::errorFrom(
            sqlite3_extended_errcode(database), sqlite3_errmsg(database), connection.file()));
    }
    m_native = statement;
}

BulkStatement::~BulkStatement()
{
    sqlite3_finalize(statementOf(m_native));
}

void BulkStatement::bind(std::string_view text)
{
    const char* data = text.data() == nullptr ? "" : text.data(); // a null pointer would be NULL
    sqlite3_bind_text64(statementOf(m_native), m_position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void BulkStatement::bind(double value)
{
    sqlite3_bind_double(statementOf(m_native), m_position, value);
}

void BulkStatement::bind(const Blob& blob)
{
    const char* data = blob.bytes.empty() ? "" : blob.bytes.data();
    sqlite3_bind_blob64(statementOf(m_native), m_position, data, blob.bytes.size(), SQLITE_STATIC);
}

void BulkStatement::bindInteger(std::int64_t value)
{
    sqlite3_bind_int64(statementOf(m_native), m_position, value);
}

void BulkStatement::bindNull()
{
    sqlite3_bind_null(statementOf(m_native), m_position);
}

/// True when it stands on a row. Throws after resetting.
bool BulkStatement::step()
{
    sqlite3_stmt* statement = statementOf(m_native);
    m_position = 0;
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE || code == SQLITE_ROW) {
        return code == SQLITE_ROW;
    }
    sqlite3* database = databaseOf(m_native);
    const core::Error error = dialect::errorFrom(
        sqlite3_extended_errcode(database), sqlite3_errmsg(database), m_connection.file());
    sqlite3_reset(statement);
    throw SqlFailure(error);
}

std::int64_t BulkStatement::execute()
{
    if (m_native == nullptr) {
        m_position = 0;
        const Rows rows = m_connection.start(*m_fallback);
        return m_fallback->numRowsAffected();
    }
    step();
    sqlite3_reset(statementOf(m_native));
    return sqlite3_changes64(databaseOf(m_native));
}

std::optional<std::string> BulkStatement::executeForBytes()
{
    if (m_native == nullptr) {
        m_position = 0;
        Rows rows = m_connection.start(*m_fallback);
        return rows.next() ? std::optional(rows.bytes(0)) : std::nullopt;
    }
    std::optional<std::string> bytes;
    if (step()) {
        sqlite3_stmt* statement = statementOf(m_native);
        const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, 0));
        bytes.emplace(
            data == nullptr ? "" : data, static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    }
    sqlite3_reset(statementOf(m_native));
    return bytes;
}

} // namespace db
