#pragma once

#include "core/base/result.h"
#include "db/sql_value.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace db {

enum class Access { ReadWrite, ReadOnly, Immutable };

/// Rows of one execution of a prepared statement; the statement is reset when this goes away. Columns count
/// from 0.
class Rows {
public:
    explicit Rows(QSqlQuery& query)
        : m_query(&query)
    {
    }
    ~Rows();
    Rows(Rows&& other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    Rows& operator=(Rows&&) = delete;

    /// Moves to the next row; false behind the last one. Throws SqlFailure.
    bool next();

    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    /// NaN for NULL: SQLite stores a NaN as NULL.
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string bytes(int column) const;
    [[nodiscard]] core::TimePoint time(int column) const { return core::fromMicroseconds(integer(column)); }
    [[nodiscard]] core::domain::Money money(int column) const { return {integer(column)}; }
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const;
    [[nodiscard]] std::optional<double> optionalReal(int column) const;
    [[nodiscard]] std::optional<core::TimePoint> optionalTime(int column) const;

private:
    QSqlQuery* m_query;
};

/// One connection, used by the thread that made it. Prepared statements are kept by their SQL; one statement
/// must not be executed again while its rows are being read. Everything throws SqlFailure.
class Connection {
public:
    Connection(const std::filesystem::path& file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    template <typename... Values>
    Rows query(std::string_view sql, const Values&... values)
    {
        return execute(kept(sql).query, values...);
    }

    /// Number of rows changed.
    template <typename... Values>
    std::int64_t run(std::string_view sql, const Values&... values)
    {
        QSqlQuery& statement = kept(sql).query;
        Rows rows = execute(statement, values...);
        return statement.numRowsAffected();
    }

    /// The statement behind `sql`, for loops that bind it many times; it lives as long as the connection.
    QSqlQuery& prepared(std::string_view sql);
    /// Prepared statements that are held now: those of the last some hundred texts, and what prepared() gave.
    [[nodiscard]] std::size_t keptStatements() const { return m_statements.size(); }

    template <typename... Values>
    Rows execute(QSqlQuery& statement, const Values&... values)
    {
        int position = 0;
        (bind(statement, position++, toVariant(values)), ...);
        return start(statement);
    }
    Rows start(QSqlQuery& statement);
    /// Sets the value of the `position`-th question mark, from 0.
    static void bind(QSqlQuery& statement, int position, const QVariant& value);

    /// Statements that return nothing and are used once: not kept.
    void runOnce(std::string_view sql);

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    /// The driver's sqlite3*, or null.
    [[nodiscard]] void* nativeHandle() const;

private:
    struct Statement;
    Statement& kept(std::string_view sql);

    std::filesystem::path m_file;
    QString m_name;
    QSqlDatabase m_database;
    struct Statement {
        QSqlQuery query;
        bool isHeld = false; ///< somebody has a reference
    };
    std::unordered_map<std::string, Statement> m_statements; ///< references to values outlive a rehash
};

/// Begins at construction; rolls back unless commit() was called.
class Transaction {
public:
    enum class Kind { Read, Write };
    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& m_connection;
    bool m_isOpen = true;
};

} // namespace db
