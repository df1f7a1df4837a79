#include "db/connection.h"

#include "db/dialect.h"
#include "db/sql_failure.h"

#include <QSqlDriver>
#include <QSqlError>

#include <atomic>
#include <limits>
#include <vector>

namespace db {

namespace {

constexpr int kMostValues = 64;

QString uniqueName()
{
    static std::atomic<std::uint64_t> counter{0};
    return QStringLiteral("routenlp-%1").arg(counter.fetch_add(1));
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Names of the placeholders. Binding by name is several times faster in Qt 6.4 than by position, which
/// builds the name of the position at every call.
const std::vector<QString>& placeholders()
{
    static const std::vector<QString> names = [] {
        std::vector<QString> made;
        for (int i = 0; i < kMostValues; ++i) {
            made.push_back(QStringLiteral(":p%1").arg(i));
        }
        return made;
    }();
    return names;
}

/// Every `?` replaced by its name. No statement of ours has a question mark in a literal.
QString withNames(std::string_view sql)
{
    QString named;
    std::size_t count = 0;
    for (std::size_t at = sql.find('?'); at != std::string_view::npos; at = sql.find('?')) {
        named += toQString(sql.substr(0, at)) + placeholders()[count++];
        sql.remove_prefix(at + 1);
    }
    return named + toQString(sql);
}

[[noreturn]] void throwFailure(const QSqlError& error, const std::filesystem::path& file)
{
    throw SqlFailure(dialect::errorFrom(error, file));
}

/// Far above what the program's own texts come to.
constexpr std::size_t kKeptStatements = 512;

} // namespace

Rows::~Rows()
{
    if (m_query != nullptr) {
        m_query->finish();
    }
}

bool Rows::next()
{
    if (m_query->next()) {
        return true;
    }
    if (m_query->lastError().isValid()) {
        throw SqlFailure(dialect::errorFrom(m_query->lastError(), {}));
    }
    return false;
}

double Rows::real(int column) const
{
    const QVariant value = m_query->value(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

std::string Rows::text(int column) const
{
    return m_query->value(column).toString().toStdString();
}

std::string Rows::bytes(int column) const
{
    return m_query->value(column).toByteArray().toStdString();
}

std::optional<std::int64_t> Rows::optionalInteger(int column) const
{
    const QVariant value = m_query->value(column);
    return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

std::optional<double> Rows::optionalReal(int column) const
{
    const QVariant value = m_query->value(column);
    return value.isNull() ? std::nullopt : std::optional(value.toDouble());
}

std::optional<core::TimePoint> Rows::optionalTime(int column) const
{
    const auto value = optionalInteger(column);
    return value ? std::optional(core::fromMicroseconds(*value)) : std::nullopt;
}

Connection::Connection(const std::filesystem::path& file, Access access)
    : m_file(file)
    , m_name(uniqueName())
    , m_database(QSqlDatabase::addDatabase(dialect::driverName(), m_name))
{
    dialect::prepareProcess();
    m_database.setDatabaseName(dialect::databaseName(file, access));
    m_database.setConnectOptions(dialect::connectOptions(access));
    try {
        if (!m_database.open()) {
            throwFailure(m_database.lastError(), m_file);
        }
        dialect::configure(*this, access);
    } catch (...) {
        m_statements.clear();
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
        throw;
    }
}

Connection::~Connection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

void Connection::bind(QSqlQuery& statement, int position, const QVariant& value)
{
    statement.bindValue(placeholders()[static_cast<std::size_t>(position)], value);
}

Connection::Statement& Connection::kept(std::string_view sql)
{
    const std::string key(sql);
    if (const auto found = m_statements.find(key); found != m_statements.end()) {
        return found->second;
    }
    QSqlQuery statement(m_database);
    statement.setForwardOnly(true);
    if (!statement.prepare(withNames(sql))) {
        throwFailure(statement.lastError(), m_file);
    }
    if (m_statements.size() >= kKeptStatements) { // texts made for a filter that may never come again
        std::erase_if(m_statements,
            [](const auto& entry) { return !entry.second.isHeld && !entry.second.query.isActive(); });
    }
    return m_statements.emplace(key, Statement{std::move(statement)}).first->second;
}

QSqlQuery& Connection::prepared(std::string_view sql)
{
    Statement& statement = kept(sql);
    statement.isHeld = true;
    return statement.query;
}

Rows Connection::start(QSqlQuery& statement)
{
    if (!statement.exec()) {
        const QSqlError error = statement.lastError();
        statement.finish();
        throwFailure(error, m_file);
    }
    return Rows(statement);
}

void* Connection::nativeHandle() const
{
    const QVariant handle = m_database.driver()->handle();
    const bool isSqlite = handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0;
    return isSqlite ? *static_cast<void* const*>(handle.data()) : nullptr;
}

void Connection::runOnce(std::string_view sql)
{
    QSqlQuery statement(m_database);
    statement.setForwardOnly(true);
    if (!statement.exec(toQString(sql))) {
        throwFailure(statement.lastError(), m_file);
    }
}

Transaction::Transaction(Connection& connection, Kind kind)
    : m_connection(connection)
{
    m_connection.run(kind == Kind::Write ? dialect::beginWrite() : dialect::beginRead());
}

Transaction::~Transaction()
{
    if (m_isOpen) {
        // SQLite has already rolled back on a full disk; saying it again is then an error without
        // consequence.
        static_cast<void>(guarded([this] { m_connection.run("ROLLBACK"); }));
    }
}

void Transaction::commit()
{
    m_connection.run("COMMIT");
    m_isOpen = false;
}

} // namespace db
