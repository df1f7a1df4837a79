#pragma once

#include "db/connection.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace db {

/// A statement for the inner loop of recording. Where Qt's driver runs on the same SQLite library as this
/// program, values are bound straight into the driver's connection, without a QVariant and a UTF-16 copy of
/// each: measured, that is the difference between 8,000 and over 20,000 queries a second. Elsewhere it goes
/// through Qt like the rest.
class BulkStatement {
public:
    BulkStatement(Connection& connection, std::string sql);
    ~BulkStatement();
    BulkStatement(const BulkStatement&) = delete;
    BulkStatement& operator=(const BulkStatement&) = delete;

    /// Number of rows changed. Throws SqlFailure. Strings are read until this returns, not copied.
    template <typename... Values>
    std::int64_t run(const Values&... values)
    {
        (add(values), ...);
        return execute();
    }

    /// The first column of the first row as bytes; nothing when there is no row.
    template <typename... Values>
    std::optional<std::string> fetchBytes(const Values&... values)
    {
        (add(values), ...);
        return executeForBytes();
    }

    /// Binds the next value; for statements whose number of values is known only when running. End with
    /// execute().
    template <typename Value>
    void add(const Value& value)
    {
        if (m_native == nullptr) {
            Connection::bind(*m_fallback, m_position++, toVariant(value));
        } else {
            ++m_position;
            bind(value);
        }
    }
    std::int64_t execute();

private:
    std::optional<std::string> executeForBytes();
    void bind(std::string_view text);
    void bind(const std::string& text) { bind(std::string_view(text)); }
    void bind(double value);
    void bind(const Blob& blob);
    void bindInteger(std::int64_t value);
    void bindNull();
    template <std::integral T>
    void bind(T value)
    {
        bindInteger(static_cast<std::int64_t>(value));
    }
    void bind(core::TimePoint time) { bindInteger(core::toMicroseconds(time)); }
    void bind(core::domain::Money money) { bindInteger(money.nanoUsd); }
    template <typename T>
    void bind(const std::optional<T>& value)
    {
        value ? bind(*value) : bindNull();
    }
    bool step();

    Connection& m_connection;
    const std::string m_sql;
    void* m_native = nullptr; ///< sqlite3_stmt
    QSqlQuery* m_fallback = nullptr;
    int m_position = 0;
};

} // namespace db
